import { everything, keys, buckets, roles, secrets, through } from "./meant-places";
import type { Meant } from "./meaning";

/** Services, and what runs in the roles that they take. */
export const meantOfServices: readonly Meant[] = [
  {
    who: ["execution"],
    may: "ecr: GetAuthorizationToken",
    on: everything,
    why: "it takes no resource",
  },
  {
    who: ["execution"],
    may: "ecr: BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer",
    on: ["arn:aws:ecr:*:*:repository/<product>-*"],
    why: "images lie in the shared account, one repository per workload",
  },
  {
    who: ["execution"],
    may: "logs: CreateLogStream PutLogEvents",
    on: ["arn:aws:logs:*:<account>:log-group:/ecs/<name>*"],
    why: "it writes the log",
  },
  {
    who: ["execution", "lambda"],
    may: "secretsmanager: GetSecretValue",
    on: secrets,
    why: "a program starts with its secrets",
  },
  {
    who: ["execution", "lambda"],
    may: "kms: Decrypt",
    on: keys,
    when: through("secretsmanager"),
    why: "secrets are encrypted",
  },
  {
    who: ["task"],
    may: "s3: ListBucket",
    on: buckets,
    why: "a workload finds its files",
  },
  {
    who: ["task"],
    may: "s3: AbortMultipartUpload DeleteObject GetObject PutObject",
    on: ["arn:aws:s3:::<name>*/*"],
    why: "a workload uses its files; their former versions stay",
  },
  {
    who: ["task"],
    may: "kms: Decrypt GenerateDataKey",
    on: keys,
    when: through("s3"),
    why: "files are encrypted",
  },
  {
    who: ["task"],
    may: "s3: PutObjectRetention",
    on: ["arn:aws:s3:::<name>*/backups/database/*"],
    why: "a backup is held for as long as it is kept",
  },
  {
    who: ["task"],
    may: "cloudwatch: PutMetricData",
    on: everything,
    when: { "cloudwatch:namespace": ["Platform/Backups"] },
    why: "a backup says that it was made, and a metric takes no resource",
  },
  {
    who: ["scheduler"],
    may: "ecs: RunTask",
    on: ["arn:aws:ecs:*:<account>:task-definition/<name>*"],
    when: { "ecs:cluster": ["arn:aws:ecs:*:<account>:cluster/<name>*"] },
    why: "a schedule runs its task",
  },
  {
    who: ["scheduler"],
    may: "iam: PassRole",
    on: roles,
    when: { "iam:passedtoservice": ["ecs-tasks.amazonaws.com"] },
    why: "a task takes its roles from whoever runs it",
  },
  {
    who: ["task"],
    may: "ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel",
    on: everything,
    why: "the channels of ECS Exec take no resource",
  },
  {
    who: ["lambda"],
    may: "ecs: DescribeServices",
    on: ["arn:aws:ecs:*:<account>:service/<name>*"],
    why: "a deployment's hook counts tasks",
  },
  {
    who: ["ecs"],
    may: "lambda: InvokeFunction",
    on: ["arn:aws:lambda:*:<account>:function:<name>*"],
    why: "a deployment calls its hook",
  },
  {
    who: ["vpc-flow-logs"],
    may: "logs: CreateLogStream DescribeLogStreams PutLogEvents",
    on: ["arn:aws:logs:*:<account>:log-group:/<name>/flow-logs*"],
    why: "it writes the flow log",
  },
  {
    who: ["backup"],
    may: "backup: CopyFromBackupVault CopyIntoBackupVault DescribeBackupVault",
    on: [
      "arn:aws:backup:*:<account>:backup-vault:<name>*",
      "arn:aws:backup:*:<account>:recovery-point:*",
    ],
    why: "it copies recovery points, whose ARNs are ids of AWS's making",
  },
  {
    who: ["s3"],
    may: "s3: Get* ListBucket Replicate*",
    on: ["arn:aws:s3:::<name>*"],
    why: "it copies objects",
  },
  {
    who: ["s3"],
    may: "kms: Decrypt Encrypt GenerateDataKey",
    on: keys,
    when: through("s3"),
    why: "the copies are encrypted as well",
  },
];
