import type { Meant } from "./meaning";
import type { Way } from "./ways-in";

/** Where what is meant is done; `own.ts` says what the words in brackets stand for. */
const places: Readonly<Record<string, readonly string[]>> = {
  everything: ["*"],
  keys: ["arn:aws:kms:*:<account>:key/*"],
  aliases: ["arn:aws:kms:*:<account>:alias/<name>*"],
  buckets: ["arn:aws:s3:::<name>*"],
  secrets: ["arn:aws:secretsmanager:*:<account>:secret:<name>*"],
  roles: ["arn:aws:iam::<account>:role/<name>*"],
  policies: ["arn:aws:iam::<account>:policy/<name>*"],
  authority: ["arn:aws:s3:::<name>*-access-logs/callers/authority.pem"],
};

/**
 * By whoever comes in by a way: actions | where, and what a request has to say or must not | why. `through` names services
 * that use a key, `-` is nothing at all, `in` names tiers, and `asked` leaves only what asked.ts asks.
 */
const table = `
deployer:
- acm: *, application-autoscaling: *, backup: *, backup-storage: *, cloudwatch: * | everything | the deployment makes
  and changes whatever the stack declares of these services
- ec2: *, ecs: *, elasticloadbalancing: *, events: *, lambda: *, logs: *, scheduler: *, sns: * | everything | the
  deployment makes and changes whatever the stack declares of these services
- backup: PutBackupVaultAccessPolicy, events: PutPermission, lambda: AddPermission, logs: PutResourcePolicy, sns:
  AddPermission | everything | it says who uses what it makes, which rules judge by what is said
- backup: DeleteBackupVaultAccessPolicy | everything in preview dev staging | it takes down what it made
- sns: Publish | arn:aws:sns:*:<account>:<name>* | it tells the environment's people what becomes of a release
- lambda: InvokeFunction | arn:aws:lambda:*:<account>:function:<name>-database-roles* | it has the roles of the
  database made
- route53: AssociateVPCWithHostedZone | arn:aws:route53:::hostedzone/* | the zone of an endpoint's private name is
  AWS's own
- budgets: *, chatbot: * | arn:aws:budgets::<account>:budget/<name>*
  arn:aws:chatbot::<account>:chat-configuration/slack-channel/<name>* | it makes and changes them
- chatbot: CreateSlackChannelConfiguration | everything when aws:requesttag/environment=<stack> | creating a channel's
  configuration takes no resource
- iam: AttachRolePolicy CreateRole DeleteRolePolicy DetachRolePolicy PutRolePermissionsBoundary PutRolePolicy | roles
  when iam:permissionsboundary=arn:aws:iam::<account>:policy/<name>-boundary | it makes the environment's roles,
  inside their boundary
- iam: DeleteRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription | roles | it changes the
  environment's roles
- iam: CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion TagPolicy UntagPolicy
  | policies | it makes the environment's policies
- iam: PassRole | roles when
  iam:passedtoservice=backup,chatbot,ecs,ecs-tasks,events,lambda,s3,scheduler,vpc-flow-logs
  | it hands the environment's roles to the services that take them
- iam: CreateServiceLinkedRole | arn:aws:iam::<account>:role/aws-service-role/* when
  iam:awsservicename=*.amazonaws.com | AWS names these roles, and says what they may do
- kms: CreateKey | everything when aws:requesttag/environment=<stack> | a key has no ARN before it is made
- kms: TagResource | keys when aws:requesttag/environment=<stack> aws:resourcetag/environment=- | a new key is tagged
  before it carries the tag that holds the others
- kms: CreateAlias EnableKeyRotation | keys when aws:resourcetag/environment=- | a new key gets these before its tag
  counts, which takes up to five minutes
- kms: CreateAlias DeleteAlias UpdateAlias CancelKeyDeletion EnableKeyRotation PutKeyPolicy ReplicateKey
  ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription | keys when aws:resourcetag/environment=<stack>
  unless kms:resourcealiases=alias/<product>-state | a key's ARN is an id of AWS's making, and its tag says whose it
  is
- kms: CreateAlias DeleteAlias UpdateAlias | aliases | it names the environment's keys
- kms: Decrypt GenerateDataKey RetireGrant | keys when through=backup,lambda,secretsmanager,sns | services use a key
  for whoever makes something that it encrypts
- kms: CreateGrant | keys when kms:grantisforawsresource=true | AWS's own services ask for grants so
- s3: GetObject PutObject DeleteObject | arn:aws:s3:::<product>-state-<account>/.pulumi/* | it writes the state, which
  is many objects under one prefix
- kms: GenerateDataKey | keys when kms:resourcealiases=alias/<product>-state | it writes the state
- s3: CreateBucket DeleteBucket DeleteBucketPolicy ListBucket PutBucket* PutBucketAcl PutBucketPolicy
  PutBucketPublicAccessBlock PutEncryptionConfiguration PutLifecycleConfiguration PutReplicationConfiguration
  TagResource UntagResource | buckets | it makes the environment's buckets; a bucket's settings are an action each
- s3: DeleteObject DeleteObjectVersion GetObject GetObjectTagging GetObjectVersion PutObject PutObjectTagging |
  authority | it says whom a load balancer trusts
- s3: ListBucketVersions | arn:aws:s3:::<name>*-access-logs | it finds what it said of that before
- s3: DeleteObject DeleteObjectVersion ListBucketVersions | buckets in preview dev staging | it empties the buckets of
  an environment that goes
- secretsmanager: * GetSecretValue PutResourcePolicy | secrets | it makes the environment's secrets, and reads back
  what it wrote
deployer previewer:
- *: Describe* Get* List* View* | everything | a refresh reads what is declared, and most of these take no resource
previewer:
- s3: GetObject | arn:aws:s3:::<product>-state-<account>/.pulumi/* | a preview compares with the state
deployer previewer:
- kms: Decrypt | keys when kms:resourcealiases=alias/<product>-state | the state's key is made by hand, and known by
  its alias
approver:
- ecs: ContinueServiceDeployment Describe* List* StopServiceDeployment | arn:aws:ecs:*:<account>:service/<name>*
  arn:aws:ecs:*:<account>:service-deployment/<name>* | it lets a deployment go on, or stops it
builder execution:
- ecr: GetAuthorizationToken | everything | it takes no resource
builder:
- ecr: BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload GetDownloadUrlForLayer InitiateLayerUpload
  PutImage UploadLayerPart | arn:aws:ecr:*:<account>:repository/<product>-* | it adds images, and looks whether they
  lie there
- s3: GetObject PutObject | arn:aws:s3:::<product>-releases-<account>/* | it adds builds, and reads back what it added
- kms: Decrypt GenerateDataKey | keys when through=s3 kms:resourcealiases=alias/<product>-releases | builds are
  encrypted
execution:
- ecr: BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer | arn:aws:ecr:*:*:repository/<product>-* |
  images lie in the shared account, one repository per workload
- logs: CreateLogStream PutLogEvents | arn:aws:logs:*:<account>:log-group:/ecs/<name>* | it writes the log
lambda:
- secretsmanager: GetSecretValue | secrets asked | it proves itself by one, or sets those up that it is told of
execution:
- secretsmanager: GetSecretValue | secrets | a program starts with its secrets
execution lambda:
- kms: Decrypt | keys when through=secretsmanager | secrets are encrypted
task:
- s3: ListBucket | buckets | a workload finds its files
- s3: AbortMultipartUpload DeleteObject GetObject PutObject | arn:aws:s3:::<name>*/* | a workload uses its files;
  their former versions stay
- kms: Decrypt GenerateDataKey | keys when through=s3 | files are encrypted
- s3: PutObjectRetention | arn:aws:s3:::<name>*/backups/database/* | a backup is held for as long as it is kept
- cloudwatch: PutMetricData | everything when cloudwatch:namespace=Platform/Backups | a backup says that it was made,
  and a metric takes no resource
- ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel | everything | the channels
  of ECS Exec take no resource
scheduler:
- ecs: RunTask | arn:aws:ecs:*:<account>:task-definition/<name>* when
  ecs:cluster=arn:aws:ecs:*:<account>:cluster/<name>* | a schedule runs its task
- iam: PassRole | roles when iam:passedtoservice=ecs-tasks | a task takes its roles from whoever runs it
lambda:
- ecs: DescribeServices | arn:aws:ecs:*:<account>:service/<name>* | a deployment's hook counts tasks
ecs:
- lambda: InvokeFunction | arn:aws:lambda:*:<account>:function:<name>* | a deployment calls its hook
vpc-flow-logs:
- logs: CreateLogStream DescribeLogStreams PutLogEvents | arn:aws:logs:*:<account>:log-group:/<name>/flow-logs* | it
  writes the flow log
backup:
- backup: CopyFromBackupVault CopyIntoBackupVault DescribeBackupVault |
  arn:aws:backup:*:<account>:backup-vault:<name>* arn:aws:backup:*:<account>:recovery-point:* | it copies recovery
  points, whose ARNs are ids of AWS's making
s3:
- s3: Get* ListBucket Replicate* | buckets | it copies objects
- kms: Decrypt Encrypt GenerateDataKey | keys when through=s3 | the copies are encrypted as well
`;

export const meant: readonly Meant[] = rowsIn(table);

function rowsIn(text: string): readonly Meant[] {
  let who: readonly Way[] = [];
  return text
    .trim()
    .split(/\n(?! )/)
    .flatMap((line): readonly Meant[] => {
      const row = /^- ([^|]+) \| ([^|]+) \| (.+)$/.exec(line.replaceAll(/\s+/g, " "));
      if (row === null) {
        if (!/^[a-z3 -]+:$/.test(line))
          throw new Error(`neither a row nor whose rows follow: ${line}`);
        who = line.replace(":", "").split(" ") as Way[];
        return [];
      }
      const [, may = "", where = "", why = ""] = row;
      const parts = where.split(/ (when|unless|in|asked)(?: |$)/);
      const after = (word: string): string | undefined => {
        const at = parts.indexOf(word, 1);
        return at < 0 ? undefined : parts[at + 1];
      };
      const [when, unless, tiers] = ["when", "unless", "in"].map(after);
      return [
        {
          who,
          may,
          on: (parts[0] ?? "").split(" ").flatMap((place) => places[place] ?? place),
          ...(when === undefined ? {} : { when: saidIn(when) }),
          ...(unless === undefined
            ? {}
            : { unless: saidIn(unless) as NonNullable<Meant["unless"]> }),
          ...(tiers === undefined
            ? {}
            : { tiers: tiers.split(" ") as NonNullable<Meant["tiers"]> }),
          ...(after("asked") === undefined ? {} : { isAsked: true as const }),
          why,
        },
      ];
    });
}

/** `aws:requesttag/environment=<stack> through=s3,backup` by condition key. */
function saidIn(text: string): NonNullable<Meant["when"]> {
  const said = text.split(" ").map((each) => {
    const [key = "", value = ""] = each.split(/=(.*)/);
    const values = value.split(",");
    if (key === "through")
      return ["kms:viaservice", values.map((service) => `${service}.*.amazonaws.com`)];
    if (key === "iam:passedtoservice")
      return [key, values.map((service) => `${service}.amazonaws.com`)];
    return [key, value === "-" ? null : values];
  });
  return Object.fromEntries(said) as NonNullable<Meant["when"]>;
}

/** AWS's own policies, whose text the pack can't see, by whoever is meant to have them. */
export const meantManaged: Readonly<Record<string, Way>> = {
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup": "backup",
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore": "backup",
  "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers": "ecs",
  "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess": "chatbot",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole": "lambda",
};
