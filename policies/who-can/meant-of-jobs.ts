import {
  aliases,
  authority,
  buckets,
  everything,
  keys,
  policies,
  roles,
  secrets,
  through,
} from "./meant-places";
import type { Meant } from "./meaning";

const ownTag = ["<stack>"];
const own = { "aws:resourcetag/environment": ownTag };
const untagged = { "aws:resourcetag/environment": null };
const state = { "kms:resourcealiases": ["alias/<product>-state"] };

const deploying: readonly Omit<Meant, "who">[] = [
  {
    may: "acm: *, application-autoscaling: *, backup: *, backup-storage: *, cloudwatch: *",
    on: everything,
    why: "the deployment makes and changes whatever the stack declares of these services",
  },
  {
    may: "ec2: *, ecs: *, elasticloadbalancing: *, events: *, lambda: *, logs: *, sns: *",
    on: everything,
    why: "the deployment makes and changes whatever the stack declares of these services",
  },
  {
    may: `
      backup: PutBackupVaultAccessPolicy, events: PutPermission, lambda: AddPermission,
      logs: PutResourcePolicy, sns: AddPermission`,
    on: everything,
    why: "it says who uses what it makes, which rules judge by what is said",
  },
  {
    may: "backup: DeleteBackupVaultAccessPolicy",
    on: everything,
    tiers: ["preview", "dev", "staging"],
    why: "it takes down what it made",
  },
  {
    may: "sns: Publish",
    on: ["arn:aws:sns:*:<account>:<name>*"],
    why: "it tells the environment's people what becomes of a release",
  },
  {
    may: "lambda: InvokeFunction",
    on: ["arn:aws:lambda:*:<account>:function:<name>-database-roles*"],
    why: "it has the roles of the database made",
  },
  {
    may: "route53: AssociateVPCWithHostedZone",
    on: ["arn:aws:route53:::hostedzone/*"],
    why: "the zone of an endpoint's private name is AWS's own",
  },
  {
    may: "budgets: *, chatbot: *",
    on: [
      "arn:aws:budgets::<account>:budget/<name>*",
      "arn:aws:chatbot::<account>:chat-configuration/slack-channel/<name>*",
    ],
    why: "it makes and changes them",
  },
  {
    may: "chatbot: CreateSlackChannelConfiguration",
    on: everything,
    when: { "aws:requesttag/environment": ownTag },
    why: "creating a channel's configuration takes no resource",
  },
  {
    may: `
      iam: AttachRolePolicy CreateRole DeleteRolePolicy DetachRolePolicy
      PutRolePermissionsBoundary PutRolePolicy`,
    on: roles,
    when: { "iam:permissionsboundary": ["arn:aws:iam::<account>:policy/<name>-boundary"] },
    why: "it makes the environment's roles, inside their boundary",
  },
  {
    may: `
      iam: DeleteRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription`,
    on: roles,
    why: "it changes the environment's roles",
  },
  {
    may: `
      iam: CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion
      SetDefaultPolicyVersion TagPolicy UntagPolicy`,
    on: policies,
    why: "it makes the environment's policies",
  },
  {
    may: "iam: PassRole",
    on: roles,
    when: {
      "iam:passedtoservice": [
        "backup.amazonaws.com",
        "chatbot.amazonaws.com",
        "ecs.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "events.amazonaws.com",
        "lambda.amazonaws.com",
        "s3.amazonaws.com",
        "scheduler.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
      ],
    },
    why: "it hands the environment's roles to the services that take them",
  },
  {
    may: "iam: CreateServiceLinkedRole",
    on: ["arn:aws:iam::<account>:role/aws-service-role/*"],
    when: { "iam:awsservicename": ["*.amazonaws.com"] },
    why: "AWS names these roles, and says what they may do",
  },
  {
    may: "kms: CreateKey",
    on: everything,
    when: { "aws:requesttag/environment": ownTag },
    why: "a key has no ARN before it is made",
  },
  {
    may: "kms: TagResource",
    on: keys,
    when: { "aws:requesttag/environment": ownTag, ...untagged },
    why: "a new key is tagged before it carries the tag that holds the others",
  },
  {
    may: "kms: CreateAlias EnableKeyRotation",
    on: keys,
    when: untagged,
    why: "a new key gets these before its tag counts, which takes up to five minutes",
  },
  {
    may: `
      kms: CreateAlias DeleteAlias UpdateAlias CancelKeyDeletion EnableKeyRotation PutKeyPolicy
      ReplicateKey ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription`,
    on: keys,
    when: own,
    unless: state,
    why: "a key's ARN is an id of AWS's making, and its tag says whose it is",
  },
  {
    may: "kms: CreateAlias DeleteAlias UpdateAlias",
    on: aliases,
    why: "it names the environment's keys",
  },
  {
    may: "kms: Decrypt GenerateDataKey RetireGrant",
    on: keys,
    when: through("backup", "lambda", "secretsmanager", "sns"),
    why: "services use a key for whoever makes something that it encrypts",
  },
  {
    may: "kms: CreateGrant",
    on: keys,
    when: { "kms:grantisforawsresource": ["true"] },
    why: "AWS's own services ask for grants so",
  },
  {
    may: "s3: GetObject PutObject DeleteObject",
    on: ["arn:aws:s3:::<product>-state-<account>/.pulumi/*"],
    why: "it writes the state, which is many objects under one prefix",
  },
  { may: "kms: GenerateDataKey", on: keys, when: state, why: "it writes the state" },
  {
    may: `
      s3: CreateBucket DeleteBucket DeleteBucketPolicy ListBucket PutBucket*
      PutBucketAcl PutBucketPolicy PutBucketPublicAccessBlock PutEncryptionConfiguration
      PutLifecycleConfiguration PutReplicationConfiguration TagResource UntagResource`,
    on: buckets,
    why: "it makes the environment's buckets; a bucket's settings are an action each",
  },
  {
    may: `
      s3: DeleteObject DeleteObjectVersion GetObject GetObjectTagging GetObjectVersion PutObject
      PutObjectTagging`,
    on: authority,
    why: "it says whom a load balancer trusts",
  },
  {
    may: "s3: ListBucketVersions",
    on: ["arn:aws:s3:::<name>*-access-logs"],
    why: "it finds what it said of that before",
  },
  {
    may: "s3: DeleteObject DeleteObjectVersion ListBucketVersions",
    on: buckets,
    tiers: ["preview", "dev", "staging"],
    why: "it empties the buckets of an environment that goes",
  },
  {
    may: "secretsmanager: * GetSecretValue PutResourcePolicy",
    on: secrets,
    why: "it makes the environment's secrets, and reads back what it wrote",
  },
];

/** Jobs of GitHub. */
export const meantOfJobs: readonly Meant[] = [
  ...deploying.map((each) => ({ who: ["deployer" as const], ...each })),
  {
    who: ["deployer", "previewer"],
    may: "*: Describe* Get* List* View*",
    on: everything,
    why: "a refresh reads what is declared, and most of these take no resource",
  },
  {
    who: ["previewer"],
    may: "s3: GetObject",
    on: ["arn:aws:s3:::<product>-state-<account>/.pulumi/*"],
    why: "a preview compares with the state",
  },
  {
    who: ["deployer", "previewer"],
    may: "kms: Decrypt",
    on: keys,
    when: state,
    why: "the state's key is made by hand, and known by its alias",
  },
  {
    who: ["approver"],
    may: "ecs: ContinueServiceDeployment Describe* List* StopServiceDeployment",
    on: [
      "arn:aws:ecs:*:<account>:service/<name>*",
      "arn:aws:ecs:*:<account>:service-deployment/<name>*",
    ],
    why: "it lets a deployment go on, or stops it",
  },
];
