import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const ours = "arn:aws:kms:eu-west-1:333333333333:key/1234-abcd";
const bucket = declaring("aws:s3/bucket:Bucket")({ bucket: "documents" });
const logBucket = declaring("aws:s3/bucket:Bucket")({ bucket: "logs" });
const logger = declaring("aws:lb/loadBalancer:LoadBalancer")(
  { accessLogs: { bucket: "logs" } },
  { name: "logger" },
);
const encryption = (applied: object): Declared =>
  declaring(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  )(
    { rules: [{ applyServerSideEncryptionByDefault: applied }] },
    { name: "encryption", from: { bucket: ["subject"] } },
  );
const byKey = (kmsMasterKeyId: unknown) => encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId });
const byS3 = encryption({ sseAlgorithm: "AES256" });

const connection = (secretString: string): Declared =>
  declaring("aws:secretsmanager/secretVersion:SecretVersion")(
    { secretString },
    { from: { secretId: ["secret"] } },
  );
const secretFor = (role: string): Declared =>
  declaring("aws:secretsmanager/secret:Secret")(
    { name: `acme-dev-database/${role}` },
    { name: "secret" },
  );
const reading = "&options=-c%20default_transaction_read_only%3Don";
const wrongly = (title: string, role: string, url: string, what: string) => ({
  title,
  subject: connection(url),
  around: [secretFor(role)],
  message: `connection-require-role: aws:secretsmanager/secretVersion:SecretVersion "subject" ${what} (SEC-1). Connect to the stack's own database as the role that the secret's name ends in, by sslmode=require, and with default_transaction_read_only=on where it only reads.`,
});

const starting = (secret: string, name = "admin"): Declared =>
  declaring("aws:ecs/taskDefinition:TaskDefinition")({
    containerDefinitions: JSON.stringify([{ name, secrets: [{ name: secret }] }]),
  });
const adminsToken = declaring("aws:secretsmanager/secret:Secret")(
  { name: "acme-dev-admin/TOKEN" },
  { name: "token" },
);

export const encryptionCases: readonly RuleCases[] = [
  {
    rule: "connection-require-role",
    stack: "dev",
    compliant: [
      {
        title: "a role that only reads",
        subject: connection(
          `postgresql://read_only:x@ep-a.neon.tech/app?sslmode=require${reading}`,
        ),
        around: [secretFor("read-only")],
      },
    ],
    violating: [
      wrongly(
        "the owner of the tables",
        "app",
        "postgresql://migrator:x@ep-a.neon.tech/app?sslmode=require",
        "connects as migrator, in a secret for app",
      ),
      wrongly(
        "somebody else's database",
        "app",
        "postgresql://app:x@db.example.com/app?sslmode=require",
        "leads to db.example.com, which is not Neon",
      ),
      wrongly(
        "a reader who may write, in the open",
        "read-only",
        `postgresql://read_only:x@ep-a.neon.tech/app?sslmode=disable${reading}%20-c%20default_transaction_read_only%3Doff`,
        "may write and may connect without TLS",
      ),
    ],
    notApplicable: [
      { title: "another secret", subject: connection("x"), around: [secretFor("a")] },
    ],
    needs: ["secret:name"],
    awaits: ["secretString"],
  },
  {
    rule: "secret-require-reader",
    stack: "dev",
    compliant: [
      { title: "its own secret", subject: starting("TOKEN"), around: [adminsToken] },
      { title: "nothing of another's", subject: starting("TOKEN", "web"), around: [adminsToken] },
    ],
    violating: [
      {
        title: "its secret under another name",
        subject: starting("OLD_TOKEN"),
        around: [adminsToken],
        message:
          'secret-require-reader: aws:ecs/taskDefinition:TaskDefinition "subject" starts admin without TOKEN, which is called after it (SEC-1). Name it in the container\'s secrets[], or take the secret away.',
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "bucket-require-encryption",
    stack: "dev",
    compliant: [
      { title: "our key", subject: bucket, around: [byKey(ours)] },
      { title: "S3's key, of a load balancer's logs", subject: logBucket, around: [byS3, logger] },
    ],
    violating: [
      {
        title: "not decided",
        subject: bucket,
        message: `bucket-require-encryption: aws:s3/bucket:Bucket "subject" has no BucketServerSideEncryptionConfiguration made for it (DAT-7). Declare a BucketServerSideEncryptionConfiguration with the environment's key for the bucket.`,
      },
      {
        title: "S3's key",
        subject: bucket,
        around: [byS3],
        message: `bucket-require-encryption: aws:s3/bucket:Bucket "subject" is encrypted with AES256, not our own key (DAT-7). Declare a BucketServerSideEncryptionConfiguration with the environment's key for the bucket.`,
      },
      {
        title: "AWS's key",
        subject: bucket,
        around: [byKey("alias/aws/s3")],
        message: `bucket-require-encryption: aws:s3/bucket:Bucket "subject" is encrypted with alias/aws/s3, not our own key (DAT-7). Declare a BucketServerSideEncryptionConfiguration with the environment's key for the bucket.`,
      },
      {
        title: "any key",
        subject: bucket,
        around: [byKey(undefined)],
        message: `bucket-require-encryption: the rule could not read aws:s3/bucket:Bucket "subject": applyServerSideEncryptionByDefault.kmsMasterKeyId is missing, not a text (DAT-7). Declare a BucketServerSideEncryptionConfiguration with the environment's key for the bucket.`,
      },
    ],
    needs: [
      "encryption:rules",
      "encryption:rules.0.applyServerSideEncryptionByDefault",
      "encryption:rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
      "encryption:rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId",
    ],
  },
];
