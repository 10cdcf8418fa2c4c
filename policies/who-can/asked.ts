import { valuesAt } from "../cards/inputs";
import { isText } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import type { Values } from "./contexts";
import type { Way } from "./ways-in";

type Reading = (resource: PolicyResource, stack: StackIndex) => readonly unknown[];

/** What a type's resources ask of a role: where the role can't, the update goes through and nothing works. */
export type Asked = readonly [
  by: string,
  /** ARN or name of the role. */
  of: Reading,
  who: Way,
  /** Actions, as `actionsIn` reads them, or a policy of AWS's own. */
  to: string,
  on: Reading,
  /** What the request says; a service that goes on with the key's region is called by its name alone. */
  says?: (resource: PolicyResource) => Values,
];

const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const schedule = "aws:scheduler/schedule:Schedule";
const functions = "aws:lambda/function:Function";
const invocation = "aws:lambda/invocation:Invocation";
const flowLog = "aws:ec2/flowLog:FlowLog";
const selection = "aws:backup/selection:Selection";
const copies = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
export const encryptionType =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const own = "arn:aws:iam::aws:policy";

/** What stands at a path, in a form such as `arn:aws:s3:::$/*`. */
function at(path: string, form = "$"): Reading {
  return ({ props }) =>
    valuesAt(props, path)
      .filter(isText)
      .map((value) => form.replace("$", () => value));
}

/** The same in those resources of a type that a property was made from. */
function of(property: string, type: string, path: string, form?: string): Reading {
  return (resource, stack) =>
    stack
      .targets(resource, property)
      .filter((target) => target.type.endsWith(type))
      .flatMap((target) => at(path, form)(target, stack));
}

const regionIn = (arn: unknown): string => String(arn).split(":")[3] ?? "";

/** Whoever starts with secrets reads them, and uses their key in the same region. */
function reading(by: string, role: Reading, who: Way, property: string): readonly Asked[] {
  const secrets: Reading = ({ props }) =>
    JSON.stringify(props[property] ?? "").match(
      /arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+/g,
    ) ?? [];
  const keys: Reading = (resource, stack) => {
    const regions = secrets(resource, stack).map(regionIn);
    return ["kmsKeyId", "replicas.kmsKeyId"]
      .flatMap((path) => of(property, "secret:Secret", path)(resource, stack))
      .filter((key) => regions.includes(regionIn(key)));
  };
  return [
    [by, role, who, "secretsmanager: GetSecretValue", secrets],
    [by, role, who, "kms: Decrypt", keys, () => ({ "kms:viaservice": "secretsmanager" })],
  ];
}

const images: Reading = ({ props }) =>
  valuesAt(props, "containerDefinitions.image").flatMap((image) => {
    const parts = /^(\d+)\.dkr\.ecr\.([^.]+)\.[^/]+\/([^:@]+)/.exec(String(image));
    return parts === null
      ? []
      : `arn:aws:ecr:${parts[2] ?? ""}:${parts[1] ?? ""}:repository/${parts[3] ?? ""}`;
  });
const streams: Reading = ({ props }) =>
  valuesAt(props, "containerDefinitions.logConfiguration.options").flatMap((options) => {
    const { "awslogs-group": group = "", "awslogs-region": region = "" } = options as Values;
    return `arn:aws:logs:${region}:<account>:log-group:${group}:log-stream:a`;
  });
const hooked = of("deploymentConfiguration", "function:Function", "role");
const itself: Reading = (resource, stack) => {
  const { cluster, name } = resource.props;
  return isText(cluster) && isText(name) && hooked(resource, stack).length > 0
    ? [`${cluster.replace(":cluster/", ":service/")}/${name}`]
    : [];
};
const sourceKeys: Reading = ({ props }, stack) =>
  stack
    .holding(encryptionType, "bucket", String(props.bucket))
    .flatMap((each) =>
      valuesAt(each.props, "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId").filter(
        isText,
      ),
    );
const firstOf = (props: PolicyResource["props"], path: string): string =>
  valuesAt(props, path).find(isText) ?? "";
const encrypting =
  (path: string) =>
  ({ props }: PolicyResource): Values => ({
    "kms:viaservice": "s3",
    "kms:encryptioncontext:aws:s3:arn": `arn:aws:s3:::${firstOf(props, path).split(":").at(-1) ?? ""}`,
  });

const whole: Reading = () => ["*"];
const starter = at("executionRoleArn");
const copier = at("role");
const hook = "deploymentConfiguration.lifecycleHooks";
const shifter = at("loadBalancers.advancedConfiguration.roleArn");
const backing = at("iamRoleArn");
const destination = "rules.destination.bucket";
const replicaKeys = at("rules.destination.encryptionConfiguration.replicaKmsKeyId");
const definitions = "containerDefinitions";
const using = at("taskRoleArn");
/** A workload uses all of a bucket, the task that backs databases up a part of its own. */
const part = ({ props }: PolicyResource): string =>
  valuesAt(props, "containerDefinitions.name").includes("database-backup")
    ? "backups/database/"
    : "";
const files =
  (form: string): Reading =>
  (resource, stack) =>
    of(definitions, "s3/bucket:Bucket", "bucket", form + part(resource))(resource, stack);
const running = "target.ecsParameters.taskDefinitionArn";
const role = (kind: string) => of("target", "taskDefinition:TaskDefinition", kind);
const within = (resource: PolicyResource): Values => ({ "s3:prefix": part(resource) });
const inCluster = ({ props }: PolicyResource): Values => ({
  "ecs:cluster": firstOf(props, "target.arn"),
});
const passing = (): Values => ({ "iam:passedtoservice": "ecs-tasks.amazonaws.com" });
const pulling = "ecr: BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer";
const logging = "logs: CreateLogStream PutLogEvents";
const fetching = "s3: GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging";
const copying = "s3: ReplicateDelete ReplicateObject ReplicateTags";
const vaults = of("planId", "plan:Plan", "rules.copyActions.destinationVaultArn");

export const asked: readonly Asked[] = [
  [task, starter, "execution", "ecr: GetAuthorizationToken", whole],
  [task, starter, "execution", pulling, images],
  [task, starter, "execution", logging, streams],
  ...reading(task, starter, "execution", definitions),
  [
    task,
    using,
    "task",
    "s3: ListBucket",
    of(definitions, "s3/bucket:Bucket", "bucket", "arn:aws:s3:::$"),
    within,
  ],
  [task, using, "task", "s3: GetObject PutObject", files("arn:aws:s3:::$/")],
  [schedule, at("target.roleArn"), "scheduler", "ecs: RunTask", at(running), inCluster],
  [schedule, at("target.roleArn"), "scheduler", "iam: PassRole", role("taskRoleArn"), passing],
  [schedule, at("target.roleArn"), "scheduler", "iam: PassRole", role("executionRoleArn"), passing],
  ...reading(functions, at("role"), "lambda", "environment"),
  ...reading(invocation, of("functionName", "function:Function", "role"), "lambda", "input"),
  [
    functions,
    at("role"),
    "lambda",
    `${own}/service-role/AWSLambdaVPCAccessExecutionRole`,
    at("vpcConfig.subnetIds"),
  ],
  [service, at(`${hook}.roleArn`), "ecs", "lambda: InvokeFunction", at(`${hook}.hookTargetArn`)],
  [
    service,
    shifter,
    "ecs",
    `${own}/AmazonECSInfrastructureRolePolicyForLoadBalancers`,
    at("loadBalancers.advancedConfiguration.alternateTargetGroupArn"),
  ],
  [service, hooked, "lambda", "ecs: DescribeServices", itself],
  [flowLog, backing, "vpc-flow-logs", logging, at("logDestination", "$:log-stream:a")],
  [
    copies,
    copier,
    "s3",
    "s3: GetReplicationConfiguration ListBucket",
    at("bucket", "arn:aws:s3:::$"),
  ],
  [copies, copier, "s3", fetching, at("bucket", "arn:aws:s3:::$/a")],
  [copies, copier, "s3", copying, at(destination, "$/a")],
  [copies, copier, "s3", "kms: Decrypt", sourceKeys, encrypting("bucket")],
  [copies, copier, "s3", "kms: Encrypt", replicaKeys, encrypting(destination)],
  [selection, backing, "backup", `${own}/AWSBackupServiceRolePolicyForS3Backup`, whole],
  [selection, backing, "backup", `${own}/AWSBackupServiceRolePolicyForS3Restore`, whole],
  [selection, backing, "backup", "backup: CopyIntoBackupVault", vaults],
];
