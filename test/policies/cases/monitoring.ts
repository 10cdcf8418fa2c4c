import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const slack = declaring("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
const version = declaring("cloudflare:index/workerVersion:WorkerVersion");
const task = (environment: object): Declared =>
  declaring("aws:ecs/taskDefinition:TaskDefinition")({
    containerDefinitions: JSON.stringify([
      {
        name: "accounts",
        environment: Object.entries(environment).map(([name, value]) => ({
          name,
          value: value as unknown,
        })),
      },
    ]),
  });

const pool = declaring("cloudflare:index/loadBalancerPool:LoadBalancerPool")({});
const edgeAlert = (props: object, pools: readonly string[] = []): Declared =>
  declaring("cloudflare:index/notificationPolicy:NotificationPolicy")(
    { alertType: "load_balancing_health_alert", ...props },
    { name: "alert", from: { filters: pools } },
  );
const unheard = `edge-require-listener: cloudflare:index/loadBalancerPool:LoadBalancerPool "subject" tells nobody by load_balancing_health_alert (BAK-12). Declare a NotificationPolicy with that alertType, which names it in filters.poolIds and Unhealthy in newHealths where it has filters.`;

export const monitoringCases: readonly RuleCases[] = [
  {
    rule: "edge-require-listener",
    stack: "production",
    compliant: [
      { title: "of all pools", subject: pool, around: [edgeAlert({})] },
      {
        title: "of this one",
        subject: pool,
        around: [
          edgeAlert({ filters: { poolIds: ["p"], newHealths: ["Unhealthy"] } }, ["subject"]),
        ],
      },
    ],
    violating: [
      { title: "none", subject: pool, message: unheard },
      {
        title: "of something else",
        subject: pool,
        around: [edgeAlert({ alertType: "billing_usage_alert" })],
        message: unheard,
      },
      {
        title: "of another pool",
        subject: pool,
        around: [edgeAlert({ filters: { poolIds: ["q"] } })],
        message: unheard,
      },
      {
        title: "of good news alone",
        subject: pool,
        around: [edgeAlert({ filters: { newHealths: ["Healthy"] } })],
        message: unheard,
      },
    ],
    needs: [],
  },
  {
    rule: "slack-require-guardrail",
    stack: "production",
    compliant: [
      {
        title: "reading",
        subject: slack({
          guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
        }),
      },
    ],
    violating: [
      {
        title: "everything",
        subject: slack({ guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
        message:
          'slack-require-guardrail: aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration "subject" lets a channel do whatever arn:aws:iam::aws:policy/AdministratorAccess allows (PRC-25). Set guardrailPolicyArns to policies that only read.',
      },
      {
        title: "AWS's default, which is everything",
        subject: slack({}),
        message:
          'slack-require-guardrail: the rule could not read aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration "subject": guardrailPolicyArns is missing, not a list with something in it (PRC-25). Set guardrailPolicyArns to policies that only read.',
      },
    ],
    needs: ["guardrailPolicyArns", "guardrailPolicyArns.0"],
  },
  {
    rule: "log-level-forbid-debug",
    stack: "production",
    compliant: [
      { title: "warnings", subject: task({ LOG_LEVEL: "warn" }) },
      {
        title: "of a Worker",
        subject: version({ bindings: [{ name: "LOG_LEVEL", type: "plain_text", text: "info" }] }),
      },
    ],
    violating: [
      {
        title: "debugging",
        subject: task({ LOG_LEVEL: "debug" }),
        message:
          'log-level-forbid-debug: aws:ecs/taskDefinition:TaskDefinition "subject" logs at "debug" (LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
      {
        title: "nothing that is a level",
        subject: task({ APP_LOG_LEVEL: "" }),
        message:
          'log-level-forbid-debug: aws:ecs/taskDefinition:TaskDefinition "subject" logs at no level (APP_LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
      {
        title: "debugging, in a Worker",
        subject: version({ bindings: [{ name: "LOG_LEVEL", type: "plain_text", text: "trace" }] }),
        message:
          'log-level-forbid-debug: cloudflare:index/workerVersion:WorkerVersion "subject" logs at "trace" (LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
    ],
    notApplicable: [
      { title: "dev", stack: "dev", subject: task({ LOG_LEVEL: "debug" }) },
      { title: "no level", subject: task({ PORT: "8080" }) },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "error-sampling-require-rate",
    stack: "production",
    compliant: [
      { title: "a tenth", subject: task({ SENTRY_SAMPLE_RATE: "0.1" }) },
      { title: "staging: half", stack: "staging", subject: task({ SENTRY_SAMPLE_RATE: "0.5" }) },
      { title: "dev: all", stack: "dev", subject: task({ SENTRY_SAMPLE_RATE: "1" }) },
      { title: "a pull request: all", stack: "pr-7", subject: task({ SENTRY_SAMPLE_RATE: "1.0" }) },
    ],
    violating: [
      {
        title: "all",
        subject: task({ SENTRY_SAMPLE_RATE: "1.0" }),
        message:
          'error-sampling-require-rate: aws:ecs/taskDefinition:TaskDefinition "subject" sends Sentry "1.0" of its errors; production sends 0.1 (SVC-5). Set SENTRY_SAMPLE_RATE to 0.1.',
      },
      {
        title: "nothing",
        stack: "dev",
        subject: task({ SENTRY_SAMPLE_RATE: "" }),
        message:
          'error-sampling-require-rate: aws:ecs/taskDefinition:TaskDefinition "subject" sends Sentry "" of its errors; dev sends 1 (SVC-5). Set SENTRY_SAMPLE_RATE to 1.',
      },
    ],
    notApplicable: [{ title: "no Sentry", subject: task({ PORT: "8080" }) }],
    needs: ["containerDefinitions"],
  },
];
