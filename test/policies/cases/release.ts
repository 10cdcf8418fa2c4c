import type { RuleCases } from "../support/cases";
import { formerDigest, stagingDigest } from "../support/data";
import { type Declared, declaring, unknown } from "../support/declared";

const listenerType = "aws:lb/listener:Listener";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const service = (props: Declared["props"]): Declared => ({
  type: "aws:ecs/service:Service",
  name: "accounts",
  props: { cluster: "production-blue", ...props },
});

const canary = {
  strategy: "CANARY",
  bakeTimeInMinutes: "15",
  canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "30" },
};

const hook = {
  targetType: "AWS_LAMBDA",
  hookTargetArn: "arn:aws:lambda:eu-west-1:333333333333:function:verify",
  lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
};

const pause = (action: unknown) => ({
  targetType: "PAUSE",
  lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
  timeoutConfiguration: { timeoutInMinutes: "240", action },
});

const balancer = {
  targetGroupArn: "arn:blue",
  containerName: "accounts",
  containerPort: 8080,
  advancedConfiguration: {
    alternateTargetGroupArn: "arn:green",
    productionListenerRule: "arn:production",
    testListenerRule: "arn:test",
    roleArn: "arn:role",
  },
};

/** A service before which two rules stand, one of them for tests. */
const shifted = (props: Declared["props"], more: Partial<Declared> = {}): Declared => ({
  ...service(props),
  from: { loadBalancers: ["blue", "green", "production-rule", "test-rule"] },
  ...more,
});
const targets = ["blue", "green"].map((name) => declaring(targetGroupType)({}, { name }));
const shiftRule = (name: string, conditions: readonly object[], actions = ["blue", "green"]) =>
  declaring("aws:lb/listenerRule:ListenerRule")({ conditions }, { name, from: { actions } });
const byHost = { hostHeader: { values: ["accounts.acme.example"] } };
const testRule = shiftRule("test-rule", [byHost, { httpHeader: { values: ["*"] } }]);
const sides = [...targets, shiftRule("production-rule", [byHost]), testRule];
const onListener = (each: Declared): Declared => ({
  ...each,
  from: { ...each.from, listenerArn: ["listener"] },
});
const shifts = (wrong: string): string =>
  `ecs-require-traffic-shift: ${wrong} (REL-2). Complete loadBalancers[].advancedConfiguration: two target groups, and two rules that forward to both, the test rule by its header.`;
const advanced = (props: object): object => ({
  ...balancer,
  advancedConfiguration: { ...balancer.advancedConfiguration, ...props },
});

const image = (text: unknown, name: unknown = "accounts"): Declared => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "task",
  props: {
    family: "accounts",
    containerDefinitions: JSON.stringify([{ name, image: text }]),
  },
});

const registry = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme/accounts";

const worker = (text: string): Declared =>
  declaring("cloudflare:index/workerVersion:WorkerVersion")({
    annotations: { workersMessage: stagingDigest },
    bindings: [{ type: "plain_text", name: "SERVICE", text }],
  });

const unasked =
  'ecs-require-consent: aws:ecs/service:Service "accounts" has no lifecycle hook that waits for a person before the new revision serves (PIP-6). Add a lifecycle hook of targetType PAUSE at POST_TEST_TRAFFIC_SHIFT.';

/** A service that is asked how it is, by its container's script and by the test of a release. */
const asked = (
  script: unknown,
  url = "https://accounts.acme.example/healthz",
  path = "/healthz",
) => ({
  subject: {
    ...service({
      loadBalancers: [{ containerName: "accounts", containerPort: 8080 }],
      deploymentConfiguration: {
        lifecycleHooks: [
          { ...hook, hookDetails: JSON.stringify({ url }) },
          { targetType: "PAUSE" },
        ],
      },
    }),
    from: { loadBalancers: ["blue", "green", "production-rule"], taskDefinition: ["task"] },
  },
  around: [
    declaring(targetGroupType)({ healthCheck: { path: "/healthz" } }, { name: "blue" }),
    declaring(targetGroupType)({ healthCheck: { path } }, { name: "green" }),
    shiftRule("production-rule", [byHost]),
    declaring("aws:ecs/taskDefinition:TaskDefinition")(
      {
        containerDefinitions: JSON.stringify([
          { name: "accounts", healthCheck: { command: ["CMD-SHELL", script] } },
          { name: "other" },
        ]),
      },
      { name: "task" },
    ),
  ],
});
const url = "http://127.0.0.1:8080/healthz";
const health = (what: string): string =>
  `ecs-require-health-check: aws:ecs/service:Service "accounts" ${what} (REL-20). Give its target groups one healthCheck.path, and let the container's healthCheck.command ask it by \`CMD-SHELL\`, with \`|| exit 1\` last.`;

export const releaseCases: readonly RuleCases[] = [
  {
    rule: "ecs-require-health-check",
    stack: "dev",
    compliant: [
      {
        title: "one path for all",
        ...asked(
          `wget -q ${url} || node -e "fetch('${url}').then(process.exit, process.exit); exit" || exit 1`,
        ),
      },
    ],
    violating: [
      {
        title: "another page on one side",
        ...asked(`curl ${url} || exit 1`, undefined, "/login"),
        message: health("is asked /healthz and /login"),
      },
      ...[
        "exit 0",
        "exit 1",
        `curl ${url}`,
        `curl ${url} || true`,
        `curl ${url}; exit 0 || exit 1`,
        `curl ${url}/login || exit 1`,
        `true || curl ${url} || exit 1`,
        `curl http://127.0.0.1:9090/healthz || exit 1`,
      ].map((script) => ({
        title: script,
        ...asked(script),
        message: health(`runs "accounts", whose health check does not ask ${url} alone`),
      })),
      {
        title: "another service's test",
        ...asked(`curl ${url} || exit 1`, "https://admin.acme.example/healthz"),
        message: health("is tested by https://admin.acme.example/healthz"),
      },
    ],
    needs: [
      "blue:healthCheck.path",
      "loadBalancers.0.containerName",
      "loadBalancers.0.containerPort",
      "deploymentConfiguration.lifecycleHooks.0.hookDetails",
    ],
  },
  {
    rule: "ecs-require-traffic-shift",
    stack: "production",
    compliant: [
      {
        title: "both sides and rules",
        subject: shifted({ loadBalancers: [balancer] }),
        around: sides,
      },
    ],
    violating: [
      {
        title: "no test rule",
        subject: shifted({ loadBalancers: [advanced({ testListenerRule: undefined })] }),
        around: sides,
        message: shifts(
          'aws:ecs/service:Service "accounts" lacks loadBalancers[0].advancedConfiguration.testListenerRule',
        ),
      },
      {
        title: "one target group on both sides",
        subject: shifted({ loadBalancers: [advanced({ alternateTargetGroupArn: "arn:blue" })] }),
        around: sides,
        message: shifts(
          'aws:ecs/service:Service "accounts" has one and the same in targetGroupArn and advancedConfiguration.alternateTargetGroupArn',
        ),
      },
      {
        title: "one rule for tests and for visitors",
        subject: shifted({ loadBalancers: [advanced({ testListenerRule: "arn:production" })] }),
        around: sides,
        message: shifts(
          'aws:ecs/service:Service "accounts" has one and the same in advancedConfiguration.productionListenerRule and advancedConfiguration.testListenerRule',
        ),
      },
      {
        title: "one target group, whose ARN is not known yet",
        subject: shifted(
          { loadBalancers: [advanced({ alternateTargetGroupArn: unknown })] },
          { from: { loadBalancers: ["blue", "production-rule", "test-rule"] } },
        ),
        around: sides,
        message: shifts(
          'aws:ecs/service:Service "accounts" is made of 1 target groups and 2 rules, of which 1 ask for the tests\' header',
        ),
      },
      {
        title: "a test rule that asks for nothing",
        subject: shifted({ loadBalancers: [balancer] }),
        around: [...sides.slice(0, 3), shiftRule("test-rule", [byHost])],
        message: shifts(
          'aws:ecs/service:Service "accounts" is made of 2 target groups and 2 rules, of which 0 ask for the tests\' header',
        ),
      },
      {
        title: "a rule that leads to another service",
        subject: shifted({ loadBalancers: [balancer] }),
        around: [
          ...[...targets, testRule, declaring(targetGroupType)({}, { name: "other" })],
          shiftRule("production-rule", [byHost], ["other"]),
        ],
        message: shifts(
          'aws:ecs/service:Service "accounts" stands behind "production-rule", which forwards to none of its target groups',
        ),
      },
      {
        title: "a rule for every host",
        subject: shifted({ loadBalancers: [balancer] }),
        around: [...targets, testRule, shiftRule("production-rule", [])],
        message: shifts(
          'aws:ecs/service:Service "accounts" answers for every host by "production-rule"',
        ),
      },
      {
        title: "a third rule for its host, on its listener",
        subject: shifted({ loadBalancers: [balancer] }),
        around: [
          ...[...sides.slice(0, 2), testRule, declaring(listenerType)({}, { name: "listener" })],
          onListener(shiftRule("production-rule", [byHost])),
          onListener(shiftRule("rival", [{ hostHeader: { values: ["Accounts.acme.example"] } }])),
        ],
        message: shifts(
          'aws:ecs/service:Service "accounts" shares its host with "rival", which leads elsewhere',
        ),
      },
      {
        title: "no load balancer",
        subject: service({}),
        message: shifts(
          'the rule could not read aws:ecs/service:Service "accounts": loadBalancers is missing, not a list with something in it',
        ),
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: service({}) }],
    needs: [
      "loadBalancers",
      "loadBalancers.0.targetGroupArn",
      "loadBalancers.0.advancedConfiguration",
      "loadBalancers.0.advancedConfiguration.alternateTargetGroupArn",
      "loadBalancers.0.advancedConfiguration.productionListenerRule",
      "loadBalancers.0.advancedConfiguration.testListenerRule",
      "loadBalancers.0.advancedConfiguration.roleArn",
    ],
  },
  {
    rule: "ecs-require-hook",
    stack: "staging",
    compliant: [
      {
        title: "a function",
        subject: service({ deploymentConfiguration: { lifecycleHooks: [hook] } }),
      },
      {
        title: "a function by the provider's default",
        subject: service({
          deploymentConfiguration: { lifecycleHooks: [{ ...hook, targetType: undefined }] },
        }),
      },
    ],
    violating: [
      {
        title: "a function that asks before there is a new revision, or after it serves",
        subject: service({
          deploymentConfiguration: {
            lifecycleHooks: [
              { ...hook, lifecycleStages: ["RECONCILE_SERVICE", "POST_PRODUCTION_TRAFFIC_SHIFT"] },
            ],
          },
        }),
        message:
          'ecs-require-hook: aws:ecs/service:Service "accounts" has no lifecycle hook that tests the new revision before it takes traffic (REL-12). Add a lifecycle hook with hookTargetArn at POST_TEST_TRAFFIC_SHIFT.',
      },
      {
        title: "a pause only",
        subject: service({ deploymentConfiguration: { lifecycleHooks: [pause("ROLLBACK")] } }),
        message:
          'ecs-require-hook: aws:ecs/service:Service "accounts" has no lifecycle hook that tests the new revision before it takes traffic (REL-12). Add a lifecycle hook with hookTargetArn at POST_TEST_TRAFFIC_SHIFT.',
      },
      {
        title: "none",
        subject: service({ deploymentConfiguration: canary }),
        message:
          'ecs-require-hook: aws:ecs/service:Service "accounts" has no lifecycle hook that tests the new revision before it takes traffic (REL-12). Add a lifecycle hook with hookTargetArn at POST_TEST_TRAFFIC_SHIFT.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: service({}) }],
    needs: [
      "deploymentConfiguration",
      "deploymentConfiguration.lifecycleHooks",
      "deploymentConfiguration.lifecycleHooks.0.hookTargetArn",
    ],
    awaits: ["deploymentConfiguration.lifecycleHooks.0.targetType"],
  },
  {
    rule: "ecs-require-consent",
    stack: "production",
    compliant: [
      {
        title: "a pause before traffic, beside the tests",
        subject: service({
          deploymentConfiguration: { lifecycleHooks: [hook, pause("ROLLBACK")] },
        }),
      },
      {
        title: "a way back to what ran here, to which somebody agreed when it came",
        subject: service({
          triggers: { goesBack: formerDigest },
          deploymentConfiguration: { lifecycleHooks: [hook] },
        }),
      },
    ],
    violating: [
      {
        title: "a way back to what never ran here",
        subject: service({
          triggers: { goesBack: stagingDigest },
          deploymentConfiguration: { lifecycleHooks: [hook] },
        }),
        message: unasked,
      },
      {
        title: "tests alone, as in a cell that is not live",
        subject: service({ deploymentConfiguration: { lifecycleHooks: [hook] } }),
        message: unasked,
      },
      {
        title: "a pause when everybody is served",
        subject: service({
          deploymentConfiguration: {
            lifecycleHooks: [
              { ...pause("ROLLBACK"), lifecycleStages: ["POST_PRODUCTION_TRAFFIC_SHIFT"] },
            ],
          },
        }),
        message: unasked,
      },
      {
        title: "no hook",
        subject: service({ deploymentConfiguration: canary }),
        message: unasked,
      },
    ],
    notApplicable: [
      {
        title: "the recovery region, to which no switch leads",
        subject: { ...service({}), provider: { region: "eu-west-3" } },
      },
      { title: "staging", stack: "staging", subject: service({}) },
    ],
    needs: [
      "deploymentConfiguration",
      "deploymentConfiguration.lifecycleHooks",
      "deploymentConfiguration.lifecycleHooks.1.lifecycleStages",
      "deploymentConfiguration.lifecycleHooks.1.targetType",
    ],
  },
  {
    rule: "release-require-staging-digest",
    stack: "production",
    compliant: [
      {
        title: "what ran here before",
        subject: image(`${registry}@${formerDigest}`),
      },
      { title: "staging's digest", subject: image(`${registry}@${stagingDigest}`) },
      { title: "staging's Worker", subject: worker("accounts") },
    ],
    violating: [
      {
        title: "a tag",
        subject: image(`${registry}:latest`),
        message: `release-require-staging-digest: aws:ecs/taskDefinition:TaskDefinition "task" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme/accounts:latest, which names no digest (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "a digest that staging never ran",
        subject: image(`${registry}@sha256:${"6".repeat(64)}`),
        message: `release-require-staging-digest: aws:ecs/taskDefinition:TaskDefinition "task" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme/accounts@sha256:6666666666666666666666666666666666666666666666666666666666666666, which is not what staging runs as "accounts" by releases/staging.json (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "what staging runs as another workload",
        subject: image(`${registry}@${stagingDigest}`, "admin"),
        message: `release-require-staging-digest: aws:ecs/taskDefinition:TaskDefinition "task" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme/accounts@sha256:5555555555555555555555555555555555555555555555555555555555555555, which is not what staging runs as "admin" by releases/staging.json (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "a Worker's build that staging never ran",
        subject: worker("admin"),
        message: `release-require-staging-digest: cloudflare:index/workerVersion:WorkerVersion "subject" runs ${stagingDigest}, which is not what staging runs as "admin" by releases/staging.json (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "a container without a name",
        subject: image(`${registry}@${stagingDigest}`, null),
        message: `release-require-staging-digest: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": name is null, not a text (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "no image",
        subject: image(undefined),
        message: `release-require-staging-digest: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": image is missing, not a text (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "no container",
        subject: { ...image(""), props: { containerDefinitions: "[]" } },
        message: `release-require-staging-digest: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": containerDefinitions is no list of containers (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "what is no container beside one that is",
        subject: {
          ...image(""),
          props: { containerDefinitions: '[{"name":"accounts","image":"x"},7]' },
        },
        message: `release-require-staging-digest: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": containerDefinitions is no list of containers (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "no list of containers",
        subject: { ...image(""), props: { containerDefinitions: "{}" } },
        message: `release-require-staging-digest: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": containerDefinitions is no list of containers (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
      {
        title: "no record of staging at all",
        subject: image(`${registry}@${stagingDigest}`),
        data: { stagingDigests: new Map() },
        message: `release-require-staging-digest: aws:ecs/taskDefinition:TaskDefinition "task" runs 999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme/accounts@sha256:5555555555555555555555555555555555555555555555555555555555555555, which is not what staging runs as "accounts" by releases/staging.json (REL-18). Record the build in releases/staging.json, or promote staging's by its digest.`,
      },
    ],
    notApplicable: [{ title: "development", stack: "dev", subject: image(registry) }],
    needs: ["containerDefinitions"],
  },
];
