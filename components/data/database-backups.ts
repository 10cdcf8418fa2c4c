import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { type BackupJob, backupJobVariable, backupMetric } from "../../blueprint/backup";
import type { DatabaseBackupSpec } from "../../blueprint/database";
import { databaseBackup, physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import type { FunctionNetwork } from "../network/network-function";
import { withRunbook } from "../observe/runbook";
import { DatabaseBackupRoles } from "./database-backup-roles";

/** Hours without a success after which somebody hears: a day, and what a run may be late. */
const longestSilenceHours = 30;

const secondsPerHour = 3_600;

export interface DatabaseBackupsArgs {
  readonly spec: DatabaseBackupSpec;
  readonly context: Context;
  /** The network that the database admits. */
  readonly network: FunctionNetwork;
  readonly bucket: BackupBucket;
  /** ARN of the secret with the connection of the role that only reads. */
  readonly connectionSecretArn: pulumi.Input<string>;
}

/** Where backups go. */
export interface BackupBucket {
  readonly bucketArn: pulumi.Input<string>;
  readonly bucketName: pulumi.Input<string>;
}

/**
 * Backs the database up by itself: each day a task looks whether a backup is due, makes it with the code that
 * `make db-backup` runs (database/backup), and says so. Where nobody said so for a day and a quarter, somebody is told:
 * whether the task failed, never started, or was never called.
 */
export class DatabaseBackups extends pulumi.ComponentResource {
  public readonly taskDefinitionArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DatabaseBackupsArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:neon:DatabaseBackups", name, {}, opts);
    const child = { parent: this };
    const { identity } = args.context;
    const { product, stack, tags } = identity;

    // Of its own: cells come and go, and one region's loss takes the network along anyway.
    const cluster = new ecs.Cluster(
      `${name}-cluster`,
      {
        name: physicalName("cluster", product, stack, databaseBackup),
        settings: [{ name: "containerInsights", value: "enabled" }],
        tags,
      },
      child,
    );
    const roles = new DatabaseBackupRoles(
      name,
      { ...args, clusterArn: cluster.arn },
      { parent: this },
    );
    const task = this.declareTask(name, args, roles);
    this.schedule(name, args, { cluster, roles, task });
    this.alert(name, args.context);

    this.taskDefinitionArn = task.arn;
    this.registerOutputs({ taskDefinitionArn: this.taskDefinitionArn });
  }

  private declareTask(
    name: string,
    args: DatabaseBackupsArgs,
    { executionRoleArn, taskRoleArn }: DatabaseBackupRoles,
  ): ecs.TaskDefinition {
    const child = { parent: this };
    const { context } = args;
    const { product, stack, tags } = context.identity;
    const logs = new cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: physicalName("logGroup", `/ecs/${product}`, stack, databaseBackup),
        retentionInDays: context.logging.retentionDays,
        kmsKeyId: context.encryptionKeyArn,
        tags,
      },
      child,
    );
    return new ecs.TaskDefinition(
      `${name}-task`,
      {
        family: physicalName("service", product, stack, databaseBackup),
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
        cpu: "1024",
        memory: "2048",
        executionRoleArn,
        taskRoleArn,
        containerDefinitions: pulumi.jsonStringify([containerOf(args, logs)]),
        skipDestroy: true,
        tags,
      },
      child,
    );
  }

  private schedule(
    name: string,
    { context, network, spec }: DatabaseBackupsArgs,
    {
      cluster,
      roles,
      task,
    }: {
      readonly cluster: ecs.Cluster;
      readonly roles: DatabaseBackupRoles;
      readonly task: ecs.TaskDefinition;
    },
  ): void {
    const { product, stack, tags } = context.identity;
    const groupName = physicalName("securityGroup", product, stack, databaseBackup);
    const firewall = new ec2.SecurityGroup(
      `${name}-firewall`,
      {
        name: groupName,
        description: "Scheduled backups of the database",
        vpcId: network.vpcId,
        ingress: [],
        egress: [
          // Neither AWS nor Neon's proxies have fixed addresses.
          reaching("AWS services over TLS", 443),
          reaching("Postgres at Neon over TLS", 5432),
        ],
        tags: { ...tags, Name: groupName },
      },
      { parent: this },
    );
    new scheduler.Schedule(
      `${name}-schedule`,
      {
        name: physicalName("schedule", product, stack, databaseBackup),
        description: "Makes the backup of the database that is due, if one is",
        scheduleExpression: `cron(0 ${String(spec.hour)} * * ? *)`,
        scheduleExpressionTimezone: "Etc/UTC",
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
        target: {
          arn: cluster.arn,
          roleArn: roles.schedulerRoleArn,
          ecsParameters: {
            taskDefinitionArn: task.arn,
            taskCount: 1,
            launchType: "FARGATE",
            networkConfiguration: {
              subnets: [...network.privateSubnetIds],
              securityGroups: [firewall.id],
              assignPublicIp: false,
            },
          },
          // Within the hours that the alarm grants. What is in vain all the same, the alarm tells: nothing waits in a queue.
          retryPolicy: { maximumEventAgeInSeconds: 2 * secondsPerHour, maximumRetryAttempts: 10 },
        },
      },
      { parent: this },
    );
  }

  /** No data is the trouble: who failed says nothing. */
  private alert(name: string, { alerts, identity, protectData }: Context): void {
    const { product, stack, tags } = identity;
    const { namespace, metricName, dimension } = backupMetric;
    const topics = [protectData ? alerts.criticalTopicArn : alerts.warningTopicArn];
    new cloudwatch.MetricAlarm(
      `${name}-overdue`,
      {
        name: physicalName("alarm", product, stack, databaseBackup, "overdue"),
        alarmDescription: withRunbook(
          `The database of ${stack} was not backed up for ${String(longestSilenceHours)} hours.`,
          "database-backups",
        ),
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        evaluationPeriods: longestSilenceHours,
        datapointsToAlarm: longestSilenceHours,
        treatMissingData: "breaching",
        metricQueries: [
          {
            id: "backups",
            metric: {
              namespace,
              metricName,
              dimensions: { [dimension]: stack },
              stat: "Sum",
              period: secondsPerHour,
            },
            returnData: true,
          },
        ],
        alarmActions: topics,
        okActions: topics,
        tags,
      },
      { parent: this },
    );
  }
}

function containerOf(args: DatabaseBackupsArgs, logs: cloudwatch.LogGroup): pulumi.Inputs {
  const { context, spec } = args;
  return {
    name: databaseBackup,
    image: spec.image,
    essential: true,
    user: "1000:1000",
    privileged: false,
    // All that it reads and writes is streams.
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    stopTimeout: 60,
    environment: [
      { name: backupJobVariable, value: pulumi.jsonStringify(jobOf(args)) },
      { name: "LOG_LEVEL", value: context.logging.level },
    ],
    secrets: [{ name: "DATABASE_URL", valueFrom: args.connectionSecretArn }],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.name,
        "awslogs-region": context.region,
        "awslogs-stream-prefix": spec.version,
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
  };
}

function jobOf({ spec, context, bucket }: DatabaseBackupsArgs): pulumi.Inputs & {
  readonly [Key in keyof BackupJob]: pulumi.Input<BackupJob[Key]>;
} {
  const { rules, recipients, locks } = spec;
  const { identity, region } = context;
  return { stack: identity.stack, rules, recipients, bucket: bucket.bucketName, region, locks };
}

function reaching(description: string, port: number) {
  return {
    description,
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: ["0.0.0.0/0"],
  };
}
