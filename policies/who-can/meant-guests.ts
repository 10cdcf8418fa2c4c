import { matches } from "../../iam/pattern";
import { actionsIn } from "./actions";

/** What other environments' accounts are meant to do where environments.yaml lets them in, by the type of the door. */
export const meantGuests: Readonly<Record<string, Guests>> = {
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    may: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    why: "images are built once, and pulled from the shared registry",
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    may: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
    why: "releases are built once, and read from the shared bucket",
  },
  "aws:kms/key:Key": {
    may: ["kms:Decrypt"],
    when: { "kms:viaservice": "s3.*.amazonaws.com" },
    why: "releases are encrypted",
  },
};

interface Guests {
  readonly may: readonly string[];
  /** What a request must say, by condition key in lower case. */
  readonly when?: Readonly<Record<string, string>>;
  readonly why: string;
}

const use = actionsIn("kms: Decrypt DescribeKey Encrypt GenerateDataKey* ReEncrypt*");

/** What services are meant to do behind a door, by its type: they write, announce and encrypt. */
const ofServices: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["sts:AssumeRole"],
  "aws:kms/key:Key": use,
  "aws:kms/replicaKey:ReplicaKey": use,
  "aws:s3/bucketPolicy:BucketPolicy": actionsIn("s3: GetBucketAcl PutObject"),
  "aws:sns/topicPolicy:TopicPolicy": ["sns:Publish"],
};

export function isOfServices(action: string, door: string): boolean {
  return ofServices[door]?.some((each) => matches(each, action, true)) === true;
}

/** Services that say for whom they take a role, as the trust policy in their documentation does. */
export const tellingServices: readonly string[] = [
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  "ecs-tasks.amazonaws.com",
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  "scheduler.amazonaws.com",
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  "vpc-flow-logs.amazonaws.com",
];

/** What services are meant to do without saying for whom. */
export const untold: readonly Untold[] = [
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    services: ["backup.amazonaws.com", "events.amazonaws.com"],
    may: ["sns:Publish"],
    why: "their documentation says nothing of a source, and a message that nobody sent is no harm",
  },
];

interface Untold {
  readonly type: string;
  readonly services: readonly string[];
  readonly may: readonly string[];
  readonly why: string;
}
