import type { EstateCases, RuleCases } from "../support/cases";
import { declaring, type Declared } from "../support/declared";

const bucket = declaring("aws:s3/bucket:Bucket")(
  { bucket: "acme-production-documents", tags: { backup: "files" } },
  { name: "documents" },
);
const versioning = declaring("aws:s3/bucketVersioning:BucketVersioning")(
  { versioningConfiguration: { status: "Enabled" } },
  { name: "versioning", from: { bucket: ["documents"] } },
);
const plan = declaring("aws:backup/plan:Plan")(
  { rules: [{ ruleName: "daily", lifecycle: { deleteAfter: 90 } }] },
  { name: "plan" },
);
const selects = (props: Declared["props"], more: Partial<Declared> = {}): Declared =>
  declaring("aws:backup/selection:Selection")(props, {
    name: "selection",
    from: { planId: ["plan"] },
    ...more,
  });
const tagged = (value: string) => ({
  stringEquals: [{ key: "aws:ResourceTag/backup", value }],
});
const selection = selects({ resources: ["arn:aws:s3:::*"], conditions: [tagged("files")] });

const redis = declaring("upstash:index/redisDatabase:RedisDatabase");
const secret = declaring("aws:secretsmanager/secret:Secret");
const topic = declaring("confluentcloud:index/kafkaTopic:KafkaTopic");
const table = declaring("aws:dynamodb/table:Table");

const fix =
  "Declare what protects it: backups, versions, a replica, a lock or a deletion window (policies/ledger/kinds.ts).";

export const ledgerCases: readonly RuleCases[] = [
  {
    rule: "data-require-backup",
    stack: "production",
    compliant: [
      { title: "a secret that can be taken back", subject: secret({ recoveryWindowInDays: 30 }) },
      { title: "a bucket with versions", subject: bucket, around: [versioning] },
      { title: "a bucket that a plan selects", subject: bucket, around: [plan, selection] },
      {
        title: "a table that goes back in time",
        subject: table({ pointInTimeRecovery: { enabled: true } }),
      },
      {
        title: "a table that a plan names by its ARN",
        subject: table({ name: "orders" }, { name: "orders" }),
        around: [plan, selects({ resources: ["arn:aws:dynamodb:*:*:table/orders"] })],
      },
      {
        title: "a topic that never forgets",
        subject: topic({ config: { "retention.ms": "-1" } }),
      },
      {
        title: "a bucket of R2 whose files lie in S3 as well",
        subject: declaring("cloudflare:index/r2Bucket:R2Bucket")({
          name: "acme-production-documents",
        }),
        around: [bucket],
      },
      {
        title: "a project of Appwrite with a backup policy",
        subject: declaring("appwrite:index:Database")({ projectId: "acme-production" }),
        around: [
          declaring("appwrite:index:BackupPolicy")(
            { projectId: "acme-production", retention: 90 },
            { name: "policy" },
          ),
        ],
      },
    ],
    violating: [
      {
        title: "a bucket alone",
        subject: bucket,
        message: `data-require-backup: aws:s3/bucket:Bucket "documents" holds data of production, and nothing brings it back (BAK-8). ${fix}`,
      },
      {
        title: "a bucket that the plan's tag leaves out",
        subject: bucket,
        around: [plan, selects({ resources: ["arn:aws:s3:::*"], conditions: [tagged("other")] })],
        message: `data-require-backup: aws:s3/bucket:Bucket "documents" holds data of production, and nothing brings it back (BAK-8). ${fix}`,
      },
      {
        title: "a Redis that forgets nothing by itself",
        subject: redis({ databaseName: "carts", eviction: false }),
        message: `data-require-backup: upstash:index/redisDatabase:RedisDatabase "subject" holds data of production, and nothing brings it back (BAK-8). ${fix}`,
      },
      {
        title: "a topic that forgets",
        subject: topic({ config: { "retention.ms": "604800000" } }),
        message: `data-require-backup: confluentcloud:index/kafkaTopic:KafkaTopic "subject" holds data of production, and nothing brings it back (BAK-8). ${fix}`,
      },
      {
        title: "a secret that is gone at once",
        subject: secret({ recoveryWindowInDays: 0 }),
        message: `data-require-backup: aws:secretsmanager/secret:Secret "subject" holds data of production, and nothing brings it back (BAK-8). ${fix}`,
      },
    ],
    notApplicable: [
      { title: "a cache", subject: redis({ databaseName: "cache", eviction: true }) },
      { title: "staging", stack: "staging", subject: bucket },
    ],
    needs: ["recoveryWindowInDays"],
  },
  {
    rule: "bucket-require-backup",
    stack: "production",
    compliant: [
      { title: "selected by its tag", subject: bucket, around: [plan, selection] },
      {
        title: "selected by its ARN",
        subject: bucket,
        around: [plan, selects({ resources: ["arn:aws:s3:::acme-production-*"] })],
      },
      {
        title: "selected by reference",
        subject: bucket,
        around: [
          plan,
          selects({ resources: ["x"] }, { from: { planId: ["plan"], resources: ["documents"] } }),
        ],
      },
    ],
    violating: [
      {
        title: "no plan",
        subject: bucket,
        message:
          'bucket-require-backup: aws:s3/bucket:Bucket "documents" is selected by no backup plan (BAK-9). Give the bucket the tag that the plan\'s Selection asks for.',
      },
      {
        title: "another tag",
        subject: bucket,
        around: [plan, selects({ resources: ["*"], conditions: [tagged("databases")] })],
        message:
          'bucket-require-backup: aws:s3/bucket:Bucket "documents" is selected by no backup plan (BAK-9). Give the bucket the tag that the plan\'s Selection asks for.',
      },
      {
        title: "an exception",
        subject: bucket,
        around: [plan, selects({ resources: ["*"], notResources: ["arn:aws:s3:::*-documents"] })],
        message:
          'bucket-require-backup: aws:s3/bucket:Bucket "documents" is selected by no backup plan (BAK-9). Give the bucket the tag that the plan\'s Selection asks for.',
      },
    ],
    needs: ["tags.backup"],
  },
];

const log = (encrypted: boolean, days: number): Declared =>
  declaring("aws:cloudwatch/logGroup:LogGroup")({
    retentionInDays: days,
    ...(encrypted && { kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1" }),
  });

export const parityCases: readonly EstateCases[] = [
  {
    rule: "staging-require-parity",
    compliant: [
      {
        title: "the same in either, but for how much",
        estate: {
          staging: [root("staging"), log(true, 30)],
          production: [root("production"), log(true, 365)],
        },
      },
      {
        title: "more in staging",
        estate: {
          staging: [root("staging"), log(true, 30)],
          production: [root("production"), log(false, 365)],
        },
      },
    ],
    violating: [
      {
        title: "a control that staging lacks",
        estate: {
          staging: [root("staging"), log(false, 30)],
          production: [root("production"), log(true, 365)],
        },
        message:
          'staging-require-parity: pulumi:pulumi:Stack "platform-staging" has 1 of 2 controls of production (50.0 %), and not kmsKeyId of subject (ENV-7). Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.',
      },
      {
        title: "a resource that staging lacks",
        estate: {
          staging: [root("staging")],
          production: [root("production"), log(true, 365)],
        },
        message:
          'staging-require-parity: pulumi:pulumi:Stack "platform-staging" has 0 of 1 controls of production (0.0 %), and not part aws:cloudwatch/logGroup:LogGroup subject (ENV-7). Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.',
      },
    ],
  },
];

/** The stack itself, which the verdict is on. */
function root(stack: string): Declared {
  return { type: "pulumi:pulumi:Stack", name: `platform-${stack}`, props: {}, provider: null };
}
