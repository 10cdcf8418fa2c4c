import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { backupMetric } from "../../blueprint/backup";
import { databaseBackup, databaseBackupsPrefix, physicalName } from "../../blueprint/names";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

export interface DatabaseBackupRolesArgs {
  readonly context: Context;
  readonly bucket: { readonly bucketArn: pulumi.Input<string> };
  readonly connectionSecretArn: pulumi.Input<string>;
  /** Where the task runs. */
  readonly clusterArn: pulumi.Input<string>;
}

/**
 * Three roles: what starts the task and reads the one secret, what the task itself may do, which is to write backups and
 * nothing that opens one, and what calls it each day.
 */
export class DatabaseBackupRoles extends pulumi.ComponentResource {
  public readonly executionRoleArn: pulumi.Output<string>;
  public readonly taskRoleArn: pulumi.Output<string>;
  public readonly schedulerRoleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DatabaseBackupRolesArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:neon:DatabaseBackupRoles", name, {}, opts);
    const { context } = args;
    const { accountId } = context.aws;
    const { region } = context;
    const tasks = serviceTrust(
      "ecs-tasks.amazonaws.com",
      accountId,
      `arn:aws:ecs:${region}:${accountId}:*`,
    );
    this.executionRoleArn = this.role(name, context, {
      purpose: "execution",
      description: "Starts the backup of the database: image, connection, logs",
      trust: tasks,
      statements: startsTask(args),
    });
    this.taskRoleArn = this.role(name, context, {
      purpose: "task",
      description: "Writes backups of the database",
      trust: tasks,
      statements: writesBackups(args),
    });
    this.schedulerRoleArn = this.role(name, context, {
      purpose: "scheduler",
      description: "Calls the backup of the database each day",
      trust: serviceTrust(
        "scheduler.amazonaws.com",
        accountId,
        `arn:aws:scheduler:${region}:${accountId}:schedule-group/default`,
      ),
      statements: callsTask(args, [this.executionRoleArn, this.taskRoleArn]),
    });
    this.registerOutputs({
      executionRoleArn: this.executionRoleArn,
      taskRoleArn: this.taskRoleArn,
      schedulerRoleArn: this.schedulerRoleArn,
    });
  }

  /** ARN of a role once it has its rights. */
  private role(
    name: string,
    { identity, permissionsBoundaryArn }: Context,
    {
      purpose,
      description,
      trust,
      statements,
    }: {
      readonly purpose: string;
      readonly description: string;
      readonly trust: string;
      readonly statements: readonly object[];
    },
  ): pulumi.Output<string> {
    const { product, stack, tags } = identity;
    const role = new iam.Role(
      `${name}-${purpose}-role`,
      {
        name: physicalName("role", product, stack, databaseBackup, purpose),
        description,
        assumeRolePolicy: trust,
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      { parent: this },
    );
    const granted = new iam.RolePolicy(
      `${name}-${purpose}-policy`,
      {
        name: purpose,
        role: role.name,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
      },
      { parent: this },
    );
    return availableAfter(role.arn, granted);
  }
}

function startsTask({ context, connectionSecretArn }: DatabaseBackupRolesArgs): readonly object[] {
  const { product, stack } = context.identity;
  const { accountId } = context.aws;
  const logs = physicalName("logGroup", `/ecs/${product}`, stack, databaseBackup);
  return [
    {
      Sid: "LogInToRegistries",
      Effect: "Allow",
      Action: "ecr:GetAuthorizationToken",
      // The token is the account's; ECR knows no narrower resource.
      Resource: "*",
    },
    {
      Sid: "PullTheImage",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
      Resource: `arn:aws:ecr:*:*:repository/${physicalName("repository", product, databaseBackup)}`,
    },
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:aws:logs:${context.region}:${accountId}:log-group:${logs}*`,
    },
    {
      Sid: "ReadTheConnection",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: connectionSecretArn,
    },
    keyUse("DecryptTheConnection", context, "secretsmanager", ["kms:Decrypt"]),
  ];
}

function writesBackups({ context, bucket }: DatabaseBackupRolesArgs): readonly object[] {
  return [
    {
      Sid: "FindBackups",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket.bucketArn,
      Condition: { StringLike: { "s3:prefix": `${databaseBackupsPrefix}*` } },
    },
    {
      // What it deletes, because nothing keeps it any more, stays as a former version for as long as it is locked.
      Sid: "WriteAndReadBackBackups",
      Effect: "Allow",
      Action: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:PutObject",
        "s3:PutObjectRetention",
      ],
      Resource: pulumi.interpolate`${bucket.bucketArn}/${databaseBackupsPrefix}*`,
    },
    keyUse("UseObjectKey", context, "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
    {
      Sid: "TellThatAllIsThere",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      // CloudWatch knows no narrower resource than a namespace.
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": backupMetric.namespace } },
    },
  ];
}

function callsTask(
  { context, clusterArn }: DatabaseBackupRolesArgs,
  roleArns: readonly pulumi.Input<string>[],
): readonly object[] {
  const { product, stack } = context.identity;
  const family = physicalName("service", product, stack, databaseBackup);
  return [
    {
      Sid: "RunTheTask",
      Effect: "Allow",
      Action: "ecs:RunTask",
      Resource: `arn:aws:ecs:${context.region}:${context.aws.accountId}:task-definition/${family}:*`,
      Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    {
      Sid: "HandItItsRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [...roleArns],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

function keyUse(
  sid: string,
  { encryptionKeyArn, region }: Context,
  service: string,
  actions: readonly string[],
): object {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: encryptionKeyArn,
    Condition: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
  };
}
