import { valuesAt } from "../cards/inputs";
import { isText } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import type { Values } from "./contexts";
import type { Way } from "./ways-in";

type Reading = (resource: PolicyResource, stack: StackIndex) => readonly unknown[];

/** What a resource asks of a role: where the role can't, the update goes through and nothing works. */
export interface Asked {
  readonly by: string;
  /** ARN or name of the role. */
  readonly of: Reading;
  readonly who: Way;
  /** Actions, as `actionsIn` reads them, or a policy of AWS's own. */
  readonly to: string;
  readonly on: Reading;
  /** The service through which a key is used, and for what. */
  readonly through?: string;
  readonly says?: (resource: PolicyResource) => Values;
}

const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const functions = "aws:lambda/function:Function";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const encryption =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

const at =
  (path: string, form: (text: string) => string = String): Reading =>
  ({ props }: PolicyResource) =>
    valuesAt(props, path).map((value) => form(String(value)));
const whole: Reading = () => ["*"];
const targets =
  (
    property: string,
    type: RegExp,
    path: string,
    form: (text: string) => string = String,
  ): Reading =>
  (resource, stack) =>
    stack
      .targets(resource, property)
      .filter((target) => type.test(target.type))
      .flatMap(({ props }) => valuesAt(props, path).map((value) => form(String(value))));
const regionIn = (arn: string): string => arn.split(":")[3] ?? "";
const secretsIn =
  (property: string) =>
  ({ props }: PolicyResource): readonly string[] =>
    JSON.stringify(props[property] ?? "").match(
      /arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+/g,
    ) ?? [];
const image = (text: string): string => {
  const [, account, region, name] = /^(\d+)\.dkr\.ecr\.([^.]+)\.[^/]+\/([^:@]+)/.exec(text) ?? [];
  return isText(name) ? `arn:aws:ecr:${region ?? ""}:${account ?? ""}:repository/${name}` : "*";
};
const encrypting = (path: string) => (resource: PolicyResource) => {
  const [bucket] = valuesAt(resource.props, path);
  return {
    "kms:encryptioncontext:aws:s3:arn": `arn:aws:s3:::${String(bucket).split(":").at(-1) ?? ""}`,
  };
};

/** Whoever starts with secrets reads them, and their key in the same region. */
const reading = (by: string, who: Way, of: Reading, property: string): readonly Asked[] => [
  { by, of, who, to: "secretsmanager: GetSecretValue", on: secretsIn(property) },
  {
    ...{ by, of, who, to: "kms: Decrypt", through: "secretsmanager" },
    on: (resource, stack) => {
      const regions = secretsIn(property)(resource).map(regionIn);
      return ["kmsKeyId", "replicas.kmsKeyId"]
        .flatMap((path) => targets(property, /secret:Secret$/, path)(resource, stack))
        .filter((key) => regions.includes(regionIn(String(key))));
    },
  },
];
const starting = { by: task, of: at("executionRoleArn"), who: "execution" } as const;
const copying = { by: replication, of: at("role"), who: "s3" } as const;
const hook = "deploymentConfiguration.lifecycleHooks";
const backing = {
  by: "aws:backup/selection:Selection",
  of: at("iamRoleArn"),
  who: "backup",
} as const;

export const asked: readonly Asked[] = [
  { ...starting, to: "ecr: GetAuthorizationToken", on: whole },
  {
    ...{ ...starting, on: at("containerDefinitions.image", image) },
    to: "ecr: BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer",
  },
  {
    ...{ ...starting, to: "logs: CreateLogStream PutLogEvents" },
    on: ({ props }) =>
      valuesAt(props, "containerDefinitions.logConfiguration.options").flatMap((options) => {
        const { "awslogs-group": group, "awslogs-region": region } = options as Values;
        return `arn:aws:logs:${region ?? ""}:<account>:log-group:${group ?? ""}:log-stream:a`;
      }),
  },
  {
    ...{ by: task, of: at("taskRoleArn"), who: "task" },
    ...{
      to: "s3: ListBucket",
      on: targets("containerDefinitions", /s3\/bucket:/, "bucket", bucketOf),
    },
  },
  {
    ...{ by: task, of: at("taskRoleArn"), who: "task", to: "s3: GetObject PutObject" },
    on: targets("containerDefinitions", /s3\/bucket:/, "bucket", (name) => `${bucketOf(name)}/a`),
  },
  ...reading(task, "execution", starting.of, "containerDefinitions"),
  ...reading(functions, "lambda", at("role"), "environment"),
  ...reading(
    ...(["aws:lambda/invocation:Invocation", "lambda"] as const),
    ...([targets("functionName", /function:Function$/, "role"), "input"] as const),
  ),
  {
    ...{ by: functions, of: at("role"), who: "lambda", on: at("vpcConfig.subnetIds") },
    to: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
  },
  {
    ...{ by: service, of: at(`${hook}.roleArn`), who: "ecs" },
    ...{ to: "lambda: InvokeFunction", on: at(`${hook}.hookTargetArn`) },
  },
  {
    ...{
      by: service,
      of: at("loadBalancers.advancedConfiguration.roleArn"),
      who: "ecs",
      on: whole,
    },
    to: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
  },
  {
    ...{ by: service, of: targets("deploymentConfiguration", /function:Function$/, "role") },
    ...{ who: "lambda", to: "ecs: DescribeServices" },
    on: ({ props }) => [
      `${String(props.cluster).replace(":cluster/", ":service/")}/${String(props.name)}`,
    ],
  },
  {
    ...{ by: "aws:ec2/flowLog:FlowLog", of: at("iamRoleArn"), who: "vpc-flow-logs" },
    to: "logs: CreateLogStream PutLogEvents",
    on: at("logDestination", (arn) => `${arn}:log-stream:a`),
  },
  { ...copying, to: "s3: GetReplicationConfiguration ListBucket", on: at("bucket", bucketOf) },
  {
    ...{ ...copying, on: at("bucket", (name) => `${bucketOf(name)}/a`) },
    to: "s3: GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging",
  },
  {
    ...{ ...copying, to: "s3: ReplicateDelete ReplicateObject ReplicateTags" },
    on: at("rules.destination.bucket", (arn) => `${arn}/a`),
  },
  {
    ...{ ...copying, to: "kms: Decrypt", through: "s3", says: encrypting("bucket") },
    on: ({ props }, stack) =>
      stack
        .holding(encryption, "bucket", String(props.bucket))
        .flatMap((each) =>
          valuesAt(each.props, "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId"),
        ),
  },
  {
    ...{ ...copying, to: "kms: Encrypt", through: "s3" },
    says: encrypting("rules.destination.bucket"),
    on: at("rules.destination.encryptionConfiguration.replicaKmsKeyId"),
  },
  ...["Backup", "Restore"].map((kind) => ({
    ...{ ...backing, on: whole },
    to: `arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3${kind}`,
  })),
  {
    ...{ ...backing, to: "backup: CopyIntoBackupVault" },
    on: targets("planId", /plan:Plan$/, "rules.copyActions.destinationVaultArn"),
  },
];

function bucketOf(name: string): string {
  return `arn:aws:s3:::${name}`;
}
