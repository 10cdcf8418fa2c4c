import type { RuleCases } from "../support/cases";
import { type Declared, declaring, unknown, urnOf } from "../support/declared";

const tags = {
  environment: "production",
  project: "acme",
  "managed-by": "pulumi",
  "cost-center": "platform",
};

const bucket = (props: Declared["props"], more: Partial<Declared> = {}): Declared => ({
  type: "aws:s3/bucket:Bucket",
  name: "documents",
  props,
  ...more,
});

const tasks = (containers: readonly object[]): Declared => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "tasks",
  props: { containerDefinitions: JSON.stringify(containers) },
});

const hyperdrive = (mtls: object): Declared => ({
  type: "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
  name: "subject",
  props: { mtls, origin: { scheme: "postgres", user: "app" } },
});

const ownKeys = "the environment's own key, not AWS's alias/aws/";

/** A type, what a resource of it is given, what is wrong with it, and in which stack. */
const demands: readonly (readonly [
  type: string,
  props: Declared["props"],
  what: string,
  stack?: string,
])[] = [
  [
    "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
    { origin: { scheme: "postgres", user: "migrator" } },
    "lacks mtls.sslmode (it takes verify-full; a database that is not verified may be anybody's) and has another origin.user (it takes app; a Worker has no need of another role's rights)",
  ],
  [
    "aws:sns/topic:Topic",
    { kmsMasterKeyId: "alias/aws/sns" },
    `has another kmsMasterKeyId (it takes ${ownKeys}; alarms tell what is wrong and where)`,
  ],
  [
    "aws:secretsmanager/secret:Secret",
    { kmsKeyId: "key", replicas: [{ kmsKeyId: "key" }, {}], recoveryWindowInDays: 7 },
    "lacks replicas.kmsKeyId (it takes the environment's own key, not AWS's alias/aws/; a copy that names none gets AWS's) and has another recoveryWindowInDays (it takes at least 0 in preview, 7 in dev, 7 in staging, 30 in production and 7 in shared; a deletion by mistake must not be the end)",
  ],
  [
    "aws:kms/key:Key",
    { deletionWindowInDays: 30, enableKeyRotation: false },
    "has another enableKeyRotation (it takes true; what one key encrypts must not grow for ever)",
    "staging",
  ],
  [
    "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
    { enabled: true },
    "has another enabled (it takes false; the bucket would be everybody's under r2.dev)",
    "dev",
  ],
  [
    "cloudflare:index/r2BucketCors:R2BucketCors",
    {
      rules: [
        {
          allowed: {
            methods: ["GET"],
            origins: ["https://www.acme.example", "https://acme.example.evil"],
          },
        },
      ],
    },
    "has another rules.allowed.origins (it takes https:// and a host of the environment's; any site could read what a visitor may)",
  ],
  [
    "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    {
      replicationConfiguration: {
        rules: [{ destinations: [{ registryId: "333333333333", region: "eu-west-1" }] }],
      },
    },
    "has another replicationConfiguration.rules.destinations.region (it takes the region in which the environment recovers; the region that recovers would have no images)",
  ],
  [
    "aws:lambda/function:Function",
    { runtime: "nodejs24.x", loggingConfig: { logGroup: "/aws/lambda/acme-dev-roles" } },
    "has another loggingConfig.logGroup (it takes /aws/lambda/ and a name of the environment's; another is kept by nobody, or for ever)",
  ],
  [
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    { minRetentionDays: 6 },
    "has another minRetentionDays (it takes at least 1 in preview, 1 in dev, 7 in staging, 7 in production and 7 in shared; a backup could be made that is gone at once)",
  ],
  [
    "aws:sns/topicSubscription:TopicSubscription",
    { endpoint: "oncall@acme.example.evil", protocol: "sms" },
    "has another endpoint (it takes mail under one of the environment's mailDomains in environments.yaml; the message goes elsewhere) and has another protocol (it takes email or email-json; what else takes a message may tell nobody)",
  ],
  [
    "aws:appautoscaling/scheduledAction:ScheduledAction",
    { scalableDimension: "ecs:service:DesiredCount" },
    "has another scalableDimension (it takes ecs:service:DesiredCount, and none in production; customers come at night as well)",
  ],
  [
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    { capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
    "has another capacityProviders (it takes FARGATE, and FARGATE_SPOT outside production; AWS takes Spot back within two minutes)",
  ],
  [
    "aws:appautoscaling/target:Target",
    { scalableDimension: "ecs:service:DesiredCount", maxCapacity: 3 },
    "has another maxCapacity (it takes 0 to 2 in preview and dev, and 0 to 200 elsewhere; nobody needs more to try it)",
    "dev",
  ],
  [
    "aws:lb/listenerRule:ListenerRule",
    {
      actions: [
        { type: "forward", forward: { targetGroups: [{ arn: "a", weight: 100 }, { arn: "b" }] } },
      ],
    },
    "has another actions.forward (it takes one target group whose weight is not 0; customers would get what is not tested yet)",
  ],
];

const images = (selection: object): Declared => ({
  type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  name: "subject",
  props: {
    policy: JSON.stringify({
      rules: [
        {
          action: { type: "expire" },
          selection: { tagStatus: "untagged", countType: "sinceImagePushed", ...selection },
        },
      ],
    }),
  },
});

const front = (subnets: readonly string[], from: readonly string[]): Declared => ({
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "front",
  props: { subnets },
  from: { subnets: from },
});

const subnets = ["a", "b"].map((name) => ({ type: "aws:ec2/subnet:Subnet", name, props: {} }));

const guard = (more: Partial<Declared>): Declared => ({
  type: "pulumi:index:Stash",
  name: "guard",
  props: {},
  provider: null,
  protect: true,
  ...more,
});

const suspended: Declared = {
  type: "neon:index:Endpoint",
  name: "endpoint",
  props: { suspendTimeoutSeconds: 300 },
};

const waiver = (rule: string, subject: Declared = suspended) => ({
  rule,
  resource: urnOf("production", subject),
  owner: "operations@acme.example",
  reason: "a test",
  expires: "2026-12-31",
});

const database = (isProtected: boolean, suspendTimeoutSeconds: number): Declared => ({
  type: "neon:index:Project",
  name: "subject",
  props: {
    defaultEndpointSettings: { suspendTimeoutSeconds },
    defaultBranch: { protected: isProtected },
    settings: { allowedIps: { protectedBranchesOnly: false } },
  },
});

export const hygieneCases: readonly RuleCases[] = [
  {
    rule: "tags-require",
    stack: "production",
    compliant: [
      { title: "all four", subject: bucket({ tags }) },
      {
        title: "two of its own and two by the provider",
        subject: bucket(
          { tags: { environment: "production", project: "acme" } },
          { provider: { defaultTags: { tags: { "managed-by": "pulumi", "cost-center": "x" } } } },
        ),
      },
      {
        title: "all four, by the provider",
        subject: bucket({}, { provider: { defaultTags: JSON.stringify({ tags }) } }),
      },
    ],
    violating: [
      {
        title: "one of its own that is empty over the provider's",
        subject: bucket({ tags: { project: "" } }, { provider: { defaultTags: { tags } } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags project (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "two of four",
        subject: bucket({ tags: { environment: "production", project: "acme" } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags managed-by, cost-center (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "managed by somebody else",
        subject: bucket({ tags: { ...tags, "managed-by": "hand" } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" is tagged managed-by "hand", which is pulumi (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "another environment's",
        subject: bucket({ tags: { ...tags, environment: "staging" } }),
        message: `tags-require: aws:s3/bucket:Bucket "documents" is tagged environment "staging" in the stack production (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "a Worker's, as Cloudflare writes them",
        subject: declaring("cloudflare:index/worker:Worker")({
          tags: ["environment:dev", "project:acme", "managed-by:", "cost-center"],
        }),
        message: `tags-require: cloudflare:index/worker:Worker "subject" lacks the tags managed-by, cost-center and is tagged environment "dev" in the stack production (PRC-21). Pass the environment's tags.`,
      },
      {
        title: "none",
        subject: bucket({}),
        message: `tags-require: aws:s3/bucket:Bucket "documents" lacks the tags environment, project, managed-by, cost-center (PRC-21). Pass the environment's tags.`,
      },
    ],
    needs: ["tags", "tags.environment", "tags.project", "tags.managed-by", "tags.cost-center"],
  },
  {
    rule: "data-require-protect",
    stack: "production",
    compliant: [
      { title: "protected", subject: bucket({}, { protect: true }) },
      { title: "protected, shared", stack: "shared", subject: bucket({}, { protect: true }) },
    ],
    violating: [
      {
        title: "not protected",
        subject: bucket({}),
        message:
          'data-require-protect: aws:s3/bucket:Bucket "documents" holds data of production without protect (PRC-10). Set opts.protect to true.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: bucket({}) }],
    needs: [],
  },
  {
    rule: "data-forbid-force-destroy",
    stack: "production",
    compliant: [
      { title: "off", subject: bucket({ forceDestroy: false }) },
      { title: "left out", subject: bucket({}) },
    ],
    violating: [
      {
        title: "on",
        subject: bucket({ forceDestroy: true }),
        message:
          'data-forbid-force-destroy: aws:s3/bucket:Bucket "documents" sets forceDestroy, so that deleting it deletes its data (PRC-10). Leave the argument out.',
      },
      {
        title: "shared: on for images",
        stack: "shared",
        subject: {
          type: "aws:ecr/repository:Repository",
          name: "images",
          props: { forceDelete: 1 },
        },
        message:
          'data-forbid-force-destroy: aws:ecr/repository:Repository "images" sets forceDelete, so that deleting it deletes its data (PRC-10). Leave the argument out.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: bucket({ forceDestroy: true }) }],
    needs: [],
    awaits: ["forceDestroy"],
  },
  {
    rule: "stack-require-destroy-guard",
    stack: "production",
    compliant: [
      {
        title: "a protected guard over every resource",
        around: [bucket({}), suspended, guard({ from: { input: ["documents", "endpoint"] } })],
      },
      {
        title: "two guards that share them",
        stack: "shared",
        around: [
          bucket({}),
          suspended,
          guard({ from: { input: ["documents"] } }),
          guard({ name: "other", from: { input: ["endpoint"] } }),
        ],
      },
    ],
    violating: [
      {
        title: "none",
        around: [bucket({})],
        message:
          'stack-require-destroy-guard: pulumi:pulumi:Stack "platform-production" can be destroyed up to the first protected resource of production (PRC-10). Declare a protected Stash that depends on every resource.',
      },
      {
        title: "one that can itself be deleted",
        around: [bucket({}), guard({ protect: false, from: { input: ["documents"] } })],
        message:
          'stack-require-destroy-guard: pulumi:pulumi:Stack "platform-production" can be destroyed up to the first protected resource of production (PRC-10). Declare a protected Stash that depends on every resource.',
      },
      {
        title: "one that leaves a resource outside",
        stack: "shared",
        around: [bucket({}), suspended, guard({ from: { input: ["documents"] } })],
        message: `stack-require-destroy-guard: pulumi:pulumi:Stack "platform-shared" deletes 1 of its resources before its guard is met, among them ${urnOf("shared", suspended)} (PRC-10). Declare a protected Stash that depends on every resource.`,
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", around: [bucket({})] }],
    needs: [],
  },
  {
    rule: "type-require-card",
    stack: "dev",
    compliant: [
      { title: "what its card knows", subject: bucket({ bucket: "acme-dev-documents", tags }) },
      {
        title: "what its provider filled in",
        subject: bucket({ acl: "private", __defaults: ["acl"] }),
      },
      {
        title: "a document of which every part is known",
        subject: tasks([{ name: "web", image: "web", linuxParameters: { tmpfs: [{ size: 64 }] } }]),
      },
    ],
    violating: [
      {
        title: "another service",
        subject: bucket({}, { type: "aws:ec2/instance:Instance" }),
        message: `type-require-card: aws:ec2/instance:Instance "documents" is of a type that has no card in policies/cards (PRC-22). Leave it out, or say in policies/cards what it holds and what its values may be.`,
      },
      {
        title: "the same cloud by another package",
        subject: bucket({}, { type: "aws-native:s3:Bucket" }),
        message: `type-require-card: aws-native:s3:Bucket "documents" is of a type that has no card in policies/cards (PRC-22). Leave it out, or say in policies/cards what it holds and what its values may be.`,
      },
      {
        title: "an argument that the type has and the platform does not use",
        subject: bucket({ acl: "public-read", website: { indexDocument: "index.html" } }),
        message: `type-require-card: aws:s3/bucket:Bucket "documents" is given acl and website, which its card does not know (PRC-22). Leave it out, or say in policies/cards what it holds and what its values may be.`,
      },
      {
        title: "a part of a document",
        subject: tasks([
          { name: "web", linuxParameters: { capabilities: { add: ["SYS_ADMIN"] } } },
        ]),
        message: `type-require-card: aws:ecs/taskDefinition:TaskDefinition "tasks" is given containerDefinitions.linuxParameters.capabilities.add, which its card does not know (PRC-22). Leave it out, or say in policies/cards what it holds and what its values may be.`,
      },
      {
        title: "one, beside something that nobody knows yet",
        subject: {
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: "front",
          props: { accessLogs: unknown, ipAddressType: "dualstack" },
        },
        message: `type-require-card: aws:lb/loadBalancer:LoadBalancer "front" is given ipAddressType, which its card does not know (PRC-22). Leave it out, or say in policies/cards what it holds and what its values may be.`,
      },
    ],
    notApplicable: [
      {
        title: "a component",
        subject: bucket({}, { type: "platform:aws:Alerts", provider: null }),
      },
    ],
    needs: [],
  },
  {
    rule: "input-require-value",
    stack: "production",
    compliant: [
      { title: "a database that is verified", subject: hyperdrive({ sslmode: "verify-full" }) },
      { title: "a number as a text", subject: images({ countNumber: "14" }) },
      { title: "what production alone needs", stack: "dev", subject: database(false, 60) },
    ],
    violating: [
      {
        title: "another value",
        subject: hyperdrive({ sslmode: "require" }),
        message: `input-require-value: cloudflare:index/hyperdriveConfig:HyperdriveConfig "subject" has another mtls.sslmode (it takes verify-full; a database that is not verified may be anybody's) (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      },
      {
        title: "none",
        subject: hyperdrive({}),
        message: `input-require-value: cloudflare:index/hyperdriveConfig:HyperdriveConfig "subject" lacks mtls.sslmode (it takes verify-full; a database that is not verified may be anybody's) (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      },
      {
        title: "one in a document that is out of its limits",
        subject: images({ countNumber: 1 }),
        message: `input-require-value: aws:ecr/lifecyclePolicy:LifecyclePolicy "subject" has another policy.rules.selection.countNumber (it takes 14 to 3650; a release may be taken back) (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      },
      {
        title: "an account that is nobody's here",
        subject: {
          type: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
          name: "subject",
          props: {
            replicationConfiguration: {
              rules: [{ destinations: [{ registryId: "666666666666", region: "eu-west-3" }] }],
            },
          },
        },
        message: `input-require-value: aws:ecr/replicationConfiguration:ReplicationConfiguration "subject" has another replicationConfiguration.rules.destinations.registryId (it takes an account of its environment; images would be somebody else's as well) (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      },
      {
        title: "what another tier may have",
        subject: database(false, -1),
        message: `input-require-value: neon:index:Project "subject" has another defaultBranch.protected (it takes true; it could be deleted or reset) (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      },
      ...demands.map(([type, props, what, stack]) => ({
        title: `${what} of a ${type.split(":").at(-1) ?? ""}`,
        ...(stack === undefined ? {} : { stack }),
        subject: declaring(type)(props),
        message: `input-require-value: ${type} "subject" ${what} (PRC-22). Set it so, or change the card in policies/cards with who answers for it.`,
      })),
    ],
    needs: ["mtls.sslmode", "origin.user"],
  },
  {
    rule: "reference-require-own",
    stack: "production",
    compliant: [
      {
        title: "two subnets of the stack",
        subject: front(["subnet-1", "subnet-2"], ["a", "b"]),
        around: subnets,
      },
    ],
    violating: [
      {
        title: "a subnet from elsewhere beside one of the stack",
        subject: front(["subnet-1", "subnet-default"], ["a", "route"]),
        around: [...subnets, { type: "aws:ec2/route:Route", name: "route", props: {} }],
        message: `reference-require-own: aws:lb/loadBalancer:LoadBalancer "front" names 2 in subnets, of which this stack declares 1 (PRC-22). Declare it in this stack and pass its output.`,
      },
      {
        title: "a stranger's key instead of the stack's",
        subject: {
          type: "aws:sns/topic:Topic",
          name: "alerts",
          props: { kmsMasterKeyId: "arn:aws:kms:eu-west-1:444455556666:key/x" },
          from: { kmsMasterKeyId: ["a"] },
        },
        around: subnets,
        message: `reference-require-own: aws:sns/topic:Topic "alerts" names in kmsMasterKeyId what is in no account of production, or many (PRC-22). Declare it in this stack and pass its output.`,
      },
      {
        title: "whatever vaults there are",
        subject: {
          type: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
          name: "drill",
          props: { recoveryPointSelection: { includeVaults: ["*"] } },
          from: { recoveryPointSelection: ["a"] },
        },
        around: subnets,
        message: `reference-require-own: aws:backup/restoreTestingPlan:RestoreTestingPlan "drill" names in recoveryPointSelection.includeVaults what is in no account of production, or many (PRC-22). Declare it in this stack and pass its output.`,
      },
      {
        title: "a database by its id, in a list that names a secret of the stack",
        subject: declaring("cloudflare:index/workerVersion:WorkerVersion")(
          { bindings: [{ type: "hyperdrive", id: "0bad" }] },
          { name: "worker", from: { bindings: ["a"] } },
        ),
        around: subnets,
        message: `reference-require-own: cloudflare:index/workerVersion:WorkerVersion "worker" names 1 in bindings.id, of which this stack declares 0 (PRC-22). Declare it in this stack and pass its output.`,
      },
    ],
    needs: [],
    awaits: ["subnets"],
  },
  {
    rule: "waivers-require-validity",
    stack: "production",
    compliant: [
      {
        title: "one that a violation needs",
        around: [suspended],
        data: { waivers: [waiver("input-require-value")] },
      },
    ],
    violating: [
      {
        title: "expired yesterday",
        around: [suspended],
        data: { waivers: [{ ...waiver("input-require-value"), expires: "2026-11-20" }] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of input-require-value for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, which expired on 2026-11-20 (owner: operations@acme.example) (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "of a rule that is not",
        around: [suspended],
        data: { waivers: [waiver("input-require-valu")] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of input-require-valu for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, but no such rule: the nearest is input-require-value (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "that nothing needs",
        data: { waivers: [waiver("input-require-value")] },
        message:
          'waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of input-require-value for urn:pulumi:production::platform::neon:index:Endpoint::endpoint, which nothing needs any more (PRC-23). Fix or remove the waiver in policies/waivers.yaml.',
      },
      {
        title: "of a rule that production can't do without",
        around: [bucket({})],
        data: { waivers: [waiver("data-require-protect", bucket({}))] },
        message: `waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of data-require-protect for urn:pulumi:production::platform::aws:s3/bucket:Bucket::documents, which can't be waived here (PRC-23). Fix or remove the waiver in policies/waivers.yaml.`,
      },
      {
        title: "of a rule over all environments",
        data: { waivers: [waiver("identity-isolate", bucket({}))] },
        message: `waivers-require-validity: pulumi:pulumi:Stack "platform-production" has the waiver of identity-isolate for urn:pulumi:production::platform::aws:s3/bucket:Bucket::documents, which can't be waived here (PRC-23). Fix or remove the waiver in policies/waivers.yaml.`,
      },
    ],
    notApplicable: [
      { title: "no waiver" },
      {
        title: "another stack's waiver",
        stack: "dev",
        data: { waivers: [waiver("input-require-value")] },
      },
    ],
    needs: [],
  },
];
