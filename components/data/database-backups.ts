import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { backupJobVariable, backupMetric } from "../../blueprint/backup";
import type { DatabaseBackupSpec } from "../../blueprint/database";
import { databaseBackup, physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import type { FunctionNetwork } from "../network/network-function";
import { withRunbook } from "../observe/runbook";
import { declareDatabaseBackupRoles, type DatabaseBackupRoles } from "./database-backup-roles";

/** Hours without a success after which somebody hears: a day, and what a run may be late. */
const longestSilenceHours = 30;

export interface DatabaseBackupsArgs {
  readonly spec: DatabaseBackupSpec;
  readonly context: Context;
  /** The network that the database admits. */
  readonly network: FunctionNetwork;
  /** Where backups go. */
  readonly bucketArn: pulumi.Input<string>;
  readonly bucketName: pulumi.Input<string>;
  /** ARN of the secret with the connection of the role that only reads. */
  readonly connectionSecretArn: pulumi.Input<string>;
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
    const { product, stack, tags } = args.context.identity;

    // Of its own, since cells come and go.
    const cluster = new ecs.Cluster(
      `${name}-cluster`,
      {
        name: physicalName("cluster", product, stack, databaseBackup),
        settings: [{ name: "containerInsights", value: "enabled" }],
        tags,
      },
      child,
    );
    const roles = declareDatabaseBackupRoles(name, { ...args, clusterArn: cluster.arn }, child);
    const task = this.declareTask(name, args, roles);
    this.schedule(name, args, {
      arn: cluster.arn,
      roleArn: roles.scheduler,
      // Within the hours that the alarm grants. What is in vain all the same, the alarm tells: nothing waits in a queue.
      retryPolicy: { maximumEventAgeInSeconds: 7_200, maximumRetryAttempts: 10 },
      ecsParameters: {
        taskDefinitionArn: task.arn,
        taskCount: 1,
        launchType: "FARGATE",
        networkConfiguration: {
          subnets: [...args.network.privateSubnetIds],
          securityGroups: [this.declareFirewall(name, args).id],
          assignPublicIp: false,
        },
      },
    });
    this.alert(name, args.context);

    this.taskDefinitionArn = task.arn;
    this.registerOutputs({ taskDefinitionArn: this.taskDefinitionArn });
  }

  private declareTask(
    name: string,
    args: DatabaseBackupsArgs,
    roles: DatabaseBackupRoles,
  ): ecs.TaskDefinition {
    const child = { parent: this };
    const { identity, logging, encryptionKeyArn } = args.context;
    const { product, stack, tags } = identity;
    const logs = new cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: physicalName("logGroup", `/ecs/${product}`, stack, databaseBackup),
        retentionInDays: logging.retentionDays,
        kmsKeyId: encryptionKeyArn,
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
        executionRoleArn: roles.execution,
        taskRoleArn: roles.task,
        containerDefinitions: pulumi.jsonStringify([containerOf(args, logs.name)]),
        skipDestroy: true,
        tags,
      },
      child,
    );
  }

  private declareFirewall(
    name: string,
    { context, network }: DatabaseBackupsArgs,
  ): ec2.SecurityGroup {
    const { product, stack, tags } = context.identity;
    const groupName = physicalName("securityGroup", product, stack, databaseBackup);
    return new ec2.SecurityGroup(
      `${name}-firewall`,
      {
        name: groupName,
        description: "Scheduled backups of the database",
        vpcId: network.vpcId,
        ingress: [],
        // Neither AWS nor Neon's proxies have fixed addresses.
        egress: Object.entries({ "AWS services over TLS": 443, "Postgres over TLS": 5432 }).map(
          ([description, port]) => ({
            ...{ description, protocol: "tcp", fromPort: port, toPort: port },
            cidrBlocks: ["0.0.0.0/0"],
          }),
        ),
        tags: { ...tags, Name: groupName },
      },
      { parent: this },
    );
  }

  private schedule(
    name: string,
    { context, spec }: DatabaseBackupsArgs,
    target: scheduler.ScheduleArgs["target"],
  ): void {
    const { product, stack } = context.identity;
    new scheduler.Schedule(
      `${name}-schedule`,
      {
        name: physicalName("schedule", product, stack, databaseBackup),
        description: "Makes the backup of the database that is due, if one is",
        scheduleExpression: `cron(0 ${String(spec.hour)} * * ? *)`,
        scheduleExpressionTimezone: "Etc/UTC",
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
        target,
      },
      { parent: this },
    );
  }

  /** No data is the trouble: who failed says nothing. */
  private alert(name: string, { alerts, identity, protectData }: Context): void {
    const { product, stack, tags } = identity;
    const { namespace, metricName, dimension } = backupMetric;
    const topics = [protectData ? alerts.criticalTopicArn : alerts.warningTopicArn];
    const dimensions = { [dimension]: stack };
    const metric = { namespace, metricName, dimensions, stat: "Sum", period: 3_600 };
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
        treatMissingData: "breaching",
        metricQueries: [{ id: "backups", metric, returnData: true }],
        alarmActions: topics,
        okActions: topics,
        tags,
      },
      { parent: this },
    );
  }
}

function containerOf(
  { bucketName, connectionSecretArn, context, spec }: DatabaseBackupsArgs,
  logGroupName: pulumi.Input<string>,
): pulumi.Inputs {
  const { rules, recipients, locks } = spec;
  const { identity, region } = context;
  const job = { stack: identity.stack, rules, recipients, bucket: bucketName, region, locks };
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
    environment: [{ name: backupJobVariable, value: pulumi.jsonStringify(job) }],
    secrets: [{ name: "DATABASE_URL", valueFrom: connectionSecretArn }],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroupName,
        "awslogs-region": region,
        "awslogs-stream-prefix": spec.version,
      },
    },
  };
}
