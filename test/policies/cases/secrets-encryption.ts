import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const ours = "arn:aws:kms:eu-west-1:333333333333:key/1234-abcd";
const key = declaring("aws:kms/key:Key");
const replica = declaring("aws:kms/replicaKey:ReplicaKey");
const topic = declaring("aws:sns/topic:Topic");
const logs = declaring("aws:cloudwatch/logGroup:LogGroup");
const vault = declaring("aws:backup/vault:Vault");
const images = declaring("aws:ecr/repository:Repository");
const secret = declaring("github:index/actionsSecret:ActionsSecret");
const rotation = declaring("aws:secretsmanager/secretRotation:SecretRotation");
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

export const encryptionCases: readonly RuleCases[] = [
  {
    rule: "github-secret-forbid-plaintext",
    stack: "production",
    compliant: [{ title: "encrypted", subject: secret({ value: "v" }) }],
    violating: [
      {
        title: "in clear",
        subject: secret({ plaintextValue: "v" }),
        message:
          'github-secret-forbid-plaintext: github:index/actionsSecret:ActionsSecret "subject" holds its value in plaintextValue (SEC-1). Use value.',
      },
    ],
    needs: [],
  },
  {
    rule: "secret-rotation-require-interval",
    stack: "production",
    compliant: [
      { title: "a quarter", subject: rotation({ rotationRules: { automaticallyAfterDays: 90 } }) },
    ],
    violating: [
      {
        title: "a year",
        subject: rotation({ rotationRules: { automaticallyAfterDays: 365 } }),
        message:
          'secret-rotation-require-interval: aws:secretsmanager/secretRotation:SecretRotation "subject" changes its secret every 365 days; at most 90 are allowed (PRC-29). Set rotationRules.automaticallyAfterDays to 90 or less.',
      },
    ],
    needs: ["rotationRules", "rotationRules.automaticallyAfterDays"],
  },
  {
    rule: "key-require-rotation",
    stack: "dev",
    compliant: [{ title: "on", subject: key({ enableKeyRotation: true }) }],
    violating: [
      {
        title: "off",
        subject: key({ enableKeyRotation: false }),
        message:
          'key-require-rotation: aws:kms/key:Key "subject" is never rotated (PRC-26). Set enableKeyRotation to true.',
      },
      {
        title: "left to AWS",
        subject: key({}),
        message:
          'key-require-rotation: aws:kms/key:Key "subject" is never rotated (PRC-26). Set enableKeyRotation to true.',
      },
    ],
    notApplicable: [
      { title: "a key that signs", subject: key({ customerMasterKeySpec: "RSA_2048" }) },
    ],
    needs: ["enableKeyRotation"],
  },
  {
    rule: "key-require-deletion-window",
    stack: "production",
    compliant: [
      { title: "a month", subject: key({ deletionWindowInDays: 30 }) },
      { title: "dev: a week", stack: "dev", subject: key({ deletionWindowInDays: 7 }) },
    ],
    violating: [
      {
        title: "a week",
        subject: key({ deletionWindowInDays: 7 }),
        message:
          'key-require-deletion-window: aws:kms/key:Key "subject" is gone 7 days after its deletion; production needs at least 30 (PRC-28). Set deletionWindowInDays to 30.',
      },
      {
        title: "a week, of a replica",
        subject: replica({ deletionWindowInDays: 7 }),
        message:
          'key-require-deletion-window: aws:kms/replicaKey:ReplicaKey "subject" is gone 7 days after its deletion; production needs at least 30 (PRC-28). Set deletionWindowInDays to 30.',
      },
      {
        title: "shared: a week",
        stack: "shared",
        subject: key({ deletionWindowInDays: 7 }),
        message:
          'key-require-deletion-window: aws:kms/key:Key "subject" is gone 7 days after its deletion; shared needs at least 30 (PRC-28). Set deletionWindowInDays to 30.',
      },
    ],
    needs: ["deletionWindowInDays"],
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
  {
    rule: "topic-require-customer-key",
    stack: "dev",
    compliant: [{ title: "ours", subject: topic({ kmsMasterKeyId: ours }) }],
    violating: [
      {
        title: "AWS's",
        subject: topic({ kmsMasterKeyId: "alias/aws/sns" }),
        message: `topic-require-customer-key: aws:sns/topic:Topic "subject" is encrypted with alias/aws/sns, not our own key (DAT-7). Set kmsMasterKeyId to the environment's key.`,
      },
    ],
    needs: ["kmsMasterKeyId"],
  },
  {
    rule: "log-group-require-customer-key",
    stack: "dev",
    compliant: [{ title: "ours", subject: logs({ kmsKeyId: ours }) }],
    violating: [
      {
        title: "none",
        subject: logs({}),
        message: `log-group-require-customer-key: the rule could not read aws:cloudwatch/logGroup:LogGroup "subject": kmsKeyId is missing, not a text (DAT-7). Set kmsKeyId to the environment's key.`,
      },
    ],
    needs: ["kmsKeyId"],
  },
  {
    rule: "vault-require-customer-key",
    stack: "dev",
    compliant: [{ title: "ours", subject: vault({ kmsKeyArn: ours }) }],
    violating: [
      {
        title: "AWS's",
        subject: vault({ kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:alias/aws/backup" }),
        message: `vault-require-customer-key: aws:backup/vault:Vault "subject" is encrypted with arn:aws:kms:eu-west-1:333333333333:alias/aws/backup, not our own key (DAT-7). Set kmsKeyArn to the environment's key.`,
      },
    ],
    needs: ["kmsKeyArn"],
  },
  {
    rule: "image-repository-require-customer-key",
    stack: "shared",
    compliant: [
      {
        title: "ours",
        subject: images({ encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: ours }] }),
      },
    ],
    violating: [
      {
        title: "S3's",
        subject: images({ encryptionConfigurations: [{ encryptionType: "AES256" }] }),
        message: `image-repository-require-customer-key: aws:ecr/repository:Repository "subject" is encrypted with AES256, not our own key (DAT-7). Set encryptionConfigurations[].kmsKey to the stack's key.`,
      },
      {
        title: "AWS's",
        subject: images({
          encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "alias/aws/ecr" }],
        }),
        message: `image-repository-require-customer-key: aws:ecr/repository:Repository "subject" is encrypted with alias/aws/ecr, not our own key (DAT-7). Set encryptionConfigurations[].kmsKey to the stack's key.`,
      },
    ],
    needs: [
      "encryptionConfigurations",
      "encryptionConfigurations.0.encryptionType",
      "encryptionConfigurations.0.kmsKey",
    ],
  },
];
