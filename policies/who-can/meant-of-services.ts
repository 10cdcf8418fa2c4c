import { everything, keys, buckets, secrets, through } from "./meant-places";
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
    who: ["lambda"],
    may: "secretsmanager: GetSecretValue",
    on: secrets,
    isAsked: true,
    why: "it proves itself by one, or sets those up that it is told of",
  },
  {
    who: ["execution"],
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
