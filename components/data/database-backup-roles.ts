import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { backupMetric } from "../../blueprint/backup";
import { databaseBackup, databaseBackupsPrefix, physicalName } from "../../blueprint/names";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

export interface DatabaseBackupRolesArgs {
  readonly context: Context;
  readonly bucketArn: pulumi.Input<string>;
  readonly connectionSecretArn: pulumi.Input<string>;
  /** Where the task runs. */
  readonly clusterArn: pulumi.Input<string>;
}

/** ARNs of roles, each with its rights. */
export interface DatabaseBackupRoles {
  /** Starts the task: image, one connection, log. */
  readonly execution: pulumi.Output<string>;
  /** Writes backups, and opens none. */
  readonly task: pulumi.Output<string>;
  /** Calls the task each day. */
  readonly scheduler: pulumi.Output<string>;
}

export function declareDatabaseBackupRoles(
  name: string,
  args: DatabaseBackupRolesArgs,
  child: pulumi.CustomResourceOptions,
): DatabaseBackupRoles {
  const { aws, identity, permissionsBoundaryArn, region } = args.context;
  const { product, stack, tags } = identity;
  const role = (purpose: string, trust: string, statements: readonly object[]) => {
    const made = new iam.Role(
      `${name}-${purpose}-role`,
      {
        name: physicalName("role", product, stack, databaseBackup, purpose),
        description: `Scheduled backups of the database: ${purpose}`,
        assumeRolePolicy: trust,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      child,
    );
    const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
    const granted = new iam.RolePolicy(
      `${name}-${purpose}-policy`,
      { name: purpose, role: made.name, policy },
      child,
    );
    return availableAfter(made.arn, granted);
  };
  const trustOf = (service: string, source: string) =>
    serviceTrust(`${service}.amazonaws.com`, aws.accountId, source);
  const tasks = trustOf("ecs-tasks", `arn:aws:ecs:${region}:${aws.accountId}:*`);
  const group = `arn:aws:scheduler:${region}:${aws.accountId}:schedule-group/default`;

  const execution = role("execution", tasks, startsTask(args));
  const task = role("task", tasks, writesBackups(args));
  const calls = callsTask(args, [execution, task]);
  return { execution, task, scheduler: role("scheduler", trustOf("scheduler", group), calls) };
}

function startsTask({ context, connectionSecretArn }: DatabaseBackupRolesArgs): readonly object[] {
  const { aws, identity, region } = context;
  const { product, stack } = identity;
  const logs = physicalName("logGroup", `/ecs/${product}`, stack, databaseBackup);
  return [
    // The token is the account's; ECR knows no narrower resource.
    allow("LogInToRegistries", ["ecr:GetAuthorizationToken"], "*"),
    allow(
      "PullTheImage",
      ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      `arn:aws:ecr:*:*:repository/${physicalName("repository", product, databaseBackup)}`,
    ),
    allow(
      "WriteLogs",
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      `arn:aws:logs:${region}:${aws.accountId}:log-group:${logs}*`,
    ),
    allow("ReadTheConnection", ["secretsmanager:GetSecretValue"], connectionSecretArn),
    useKey("DecryptTheConnection", context, "secretsmanager", ["kms:Decrypt"]),
  ];
}

function writesBackups({ context, bucketArn }: DatabaseBackupRolesArgs): readonly object[] {
  const found = { StringLike: { "s3:prefix": `${databaseBackupsPrefix}*` } };
  const told = { StringEquals: { "cloudwatch:namespace": backupMetric.namespace } };
  return [
    allow("FindBackups", ["s3:ListBucket"], bucketArn, found),
    allow(
      // What it deletes, because nothing keeps it any more, stays as a former version for as long as it is locked.
      "WriteAndReadBackBackups",
      ["AbortMultipartUpload", "DeleteObject", "GetObject", "PutObject", "PutObjectRetention"].map(
        (action) => `s3:${action}`,
      ),
      pulumi.interpolate`${bucketArn}/${databaseBackupsPrefix}*`,
    ),
    useKey("UseObjectKey", context, "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
    // CloudWatch knows no narrower resource than a namespace.
    allow("TellThatAllIsThere", ["cloudwatch:PutMetricData"], "*", told),
  ];
}

function callsTask(
  { context, clusterArn }: DatabaseBackupRolesArgs,
  roleArns: pulumi.Input<string>[],
): readonly object[] {
  const { aws, identity, region } = context;
  const family = physicalName("service", identity.product, identity.stack, databaseBackup);
  const definitions = `arn:aws:ecs:${region}:${aws.accountId}:task-definition/${family}:*`;
  const toTasks = { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };
  return [
    allow("RunTheTask", ["ecs:RunTask"], definitions, { ArnEquals: { "ecs:cluster": clusterArn } }),
    allow("HandItItsRoles", ["iam:PassRole"], roleArns, toTasks),
  ];
}

function useKey(
  sid: string,
  { encryptionKeyArn, region }: Context,
  service: string,
  actions: readonly string[],
): object {
  const through = { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } };
  return allow(sid, actions, encryptionKeyArn, through);
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: pulumi.Input<string> | pulumi.Input<string>[],
  Condition?: object,
): object {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition !== undefined && { Condition }) };
}
