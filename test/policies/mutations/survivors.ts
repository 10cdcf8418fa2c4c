/** A value that may be broken so without any rule objecting, and why that is right. */
interface Survivor {
  readonly type: string;
  /** The path in the form of `formOf`. */
  readonly path: string;
  readonly breaks: readonly string[];
  readonly why: string;
}

const absent = ["removed", "null"];
const unreadable = ["empty", "an object", "a sealed secret", "of another type"];

export const survivors: readonly Survivor[] = [
  {
    type: "neon:index:Project",
    path: "historyRetentionSeconds",
    breaks: [...absent, "zero"],
    why: "production alone has to go back to any moment",
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    path: "region",
    breaks: absent,
    why: "it is in its provider's region then",
  },
  {
    type: "aws:backup/vault:Vault",
    path: "region",
    breaks: absent,
    why: "it is in its provider's region then",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    path: "datapointsToAlarm",
    breaks: absent,
    why: "all periods that the alarm looks at have to be bad then, and it is judged by these",
  },
  {
    type: "aws:backup/plan:Plan",
    path: "region",
    breaks: absent,
    why: "the plan is in its provider's region then",
  },
  {
    type: "aws:backup/plan:Plan",
    path: "rules.*.enableContinuousBackup",
    breaks: [...absent, "the opposite"],
    why: "snapshots are what AWS makes by default, and what the other rules and the versions keep is enough",
  },
  {
    type: "aws:backup/plan:Plan",
    path: "rules.*.schedule",
    breaks: absent,
    why: "AWS makes a backup each day at 5 by default",
  },
  {
    type: "aws:backup/plan:Plan",
    path: "rules.*.lifecycle.deleteAfter",
    breaks: ["enormous"],
    why: "no rule forbids to keep a backup for long where no lock does",
  },
  {
    type: "aws:backup/vault:Vault",
    path: "forceDestroy",
    breaks: absent,
    why: "false is the default",
  },
  {
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    path: "maxRetentionDays",
    breaks: [...absent, "enormous"],
    why: "a lock without an upper limit takes every retention",
  },
  {
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    path: "region",
    breaks: absent,
    why: "the lock is in its provider's region then",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    path: "name",
    breaks: absent,
    why: "no deployment watches this one",
  },
  {
    type: "aws:ec2/natGateway:NatGateway",
    path: "availabilityMode",
    breaks: absent,
    why: "a gateway stands in one zone unless told otherwise, and this one names its subnet",
  },
  {
    type: "aws:ecr/repository:Repository",
    path: "forceDelete",
    breaks: absent,
    why: "false is the default",
  },
  {
    type: "aws:ecs/service:Service",
    path: "deploymentConfiguration.bakeTimeInMinutes",
    breaks: ["of another type"],
    why: "seven minutes as a number are as good as a text",
  },
  {
    type: "aws:lambda/function:Function",
    path: "environment.variables.LOAD_BALANCER_DNS_NAME",
    breaks: absent,
    why: "what is not there is no secret in plain text",
  },
  {
    type: "aws:s3/bucket:Bucket",
    path: "forceDestroy",
    breaks: absent,
    why: "false is the default",
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    path: "recoveryWindowInDays",
    breaks: ["enormous"],
    why: "AWS refuses more than 30 days",
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    path: "name",
    breaks: absent,
    why: "Pulumi then gives it a name of its own, which is called after nobody",
  },
  {
    type: "cloudflare:index/workerVersion:WorkerVersion",
    path: "bindings.*.text",
    breaks: [...absent, ...unreadable],
    why: "what is not there is no secret in plain text",
  },
  {
    type: "neon:index:Branch",
    path: "initSource",
    breaks: [...absent, ...unreadable],
    why: "the branch is made from dev's own, whose data it may copy",
  },
  {
    type: "neon:index:Branch",
    path: "parentId",
    breaks: absent,
    why: "without a parent it starts from its own project's default branch",
  },
  {
    type: "neon:index:Project",
    path: "historyRetentionSeconds",
    breaks: ["enormous"],
    why: "no rule forbids a long history",
  },
  {
    type: "neon:index:SnapshotSchedule",
    path: "schedule.*.retentionSeconds",
    breaks: ["enormous"],
    why: "no rule forbids to keep a snapshot for long",
  },
  {
    type: "aws:appautoscaling/target:Target",
    path: "maxCapacity",
    breaks: ["zero"],
    why: "production's rules ask for enough tasks",
  },
  {
    type: "aws:appautoscaling/target:Target",
    path: "minCapacity",
    breaks: ["zero"],
    why: "none is what the cell keeps that waits",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    path: "threshold",
    breaks: ["zero"],
    why: "an alarm that goes off sooner than it must is stricter",
  },
  {
    type: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    path: "replicationConfiguration.rules.*.repositoryFilters.*.filter",
    breaks: absent,
    why: "a filter that filters nothing replicates everything",
  },
  {
    type: "aws:ecr/repository:Repository",
    path: "region",
    breaks: absent,
    why: "the repository is in its provider's region then",
  },
  {
    type: "aws:ecs/service:Service",
    path: "deploymentConfiguration.lifecycleHooks.*.timeoutConfiguration.timeoutInMinutes",
    breaks: ["of another type"],
    why: "a short pause fits any timeout",
  },
  {
    type: "aws:ecs/service:Service",
    path: "deploymentConfiguration.strategy",
    breaks: [...absent, ...unreadable],
    why: "development deploys in place, which is the default",
  },
  {
    type: "aws:kms/key:Key",
    path: "deletionWindowInDays",
    breaks: ["enormous"],
    why: "AWS refuses more than 30 days",
  },
  {
    type: "aws:kms/key:Key",
    path: "policy",
    breaks: absent,
    why: "the default policy trusts the account alone",
  },
  {
    type: "aws:kms/replicaKey:ReplicaKey",
    path: "deletionWindowInDays",
    breaks: ["enormous"],
    why: "AWS refuses more than 30 days",
  },
  {
    type: "aws:kms/replicaKey:ReplicaKey",
    path: "policy",
    breaks: absent,
    why: "the default policy trusts the account alone",
  },
  {
    type: "aws:s3/bucket:Bucket",
    path: "region",
    breaks: absent,
    why: "the bucket is in its provider's region then",
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    path: "rules.*.noncurrentVersionExpiration.noncurrentDays",
    breaks: ["removed", "null", "enormous"],
    why: "the bucket is protected otherwise as well",
  },
  {
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    path: "rule.defaultRetention.days",
    breaks: ["enormous"],
    why: "no rule forbids a long lock",
  },
  {
    type: "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
    path: "policies.*.decision",
    breaks: absent,
    why: "Cloudflare refuses a policy that says neither a decision nor which one it is",
  },
  {
    type: "cloudflare:index/r2BucketLock:R2BucketLock",
    path: "rules.*.condition.maxAgeSeconds",
    breaks: ["removed", "null", "enormous"],
    why: "a lock without an age holds for ever",
  },
  {
    type: "cloudflare:index/r2BucketLock:R2BucketLock",
    path: "rules.*.prefix",
    breaks: absent,
    why: "a lock without a prefix locks everything",
  },
  {
    type: "cloudflare:index/zoneSetting:ZoneSetting",
    path: "value.strict_transport_security.max_age",
    breaks: ["enormous"],
    why: "no rule forbids a long promise",
  },
  {
    type: "github:index/repositoryRuleset:RepositoryRuleset",
    path: "rules.pullRequest.requiredApprovingReviewCount",
    breaks: ["enormous"],
    why: "GitHub refuses more than ten reviews",
  },
  ...[
    ["aws:ecs/taskDefinition:TaskDefinition", "executionRoleArn"],
    ["aws:scheduler/schedule:Schedule", "target.roleArn"],
    ["aws:lambda/function:Function", "role"],
    ["aws:ec2/flowLog:FlowLog", "iamRoleArn"],
    ["aws:backup/selection:Selection", "iamRoleArn"],
    ["aws:ecs/service:Service", "deploymentConfiguration.lifecycleHooks.*.roleArn"],
    ["aws:ecs/service:Service", "loadBalancers.*.advancedConfiguration.roleArn"],
    ["aws:s3/bucketReplicationConfig:BucketReplicationConfig", "role"],
  ].map(([type = "", path = ""]) => ({
    ...{ type, path, breaks: ["unknown"] },
    why: "what the value is made from says which role it is",
  })),
  {
    type: "aws:ecs/service:Service",
    path: "cluster",
    breaks: absent,
    why: "it is in the default cluster then, which no environment has",
  },
  {
    type: "aws:ecs/service:Service",
    path: "name",
    breaks: absent,
    why: "Pulumi makes one up that begins with the resource's own",
  },
  {
    type: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
    path: "variableName",
    breaks: [...absent, ...unreadable],
    why: "GitHub takes no variable without a name, and another name is read by no job",
  },
  {
    type: "aws:ec2/flowLog:FlowLog",
    path: "logDestination",
    breaks: absent,
    why: "AWS takes no flow log without a place",
  },
  {
    type: "aws:lambda/invocation:Invocation",
    path: "input",
    breaks: ["a sealed secret"],
    why: "what is sealed can't be read, and what it asks for shows at the first call",
  },
  {
    type: "aws:scheduler/schedule:Schedule",
    path: "target.ecsParameters.taskDefinitionArn",
    breaks: [...absent, ...unreadable],
    why: "EventBridge takes no schedule without a task",
  },
];
