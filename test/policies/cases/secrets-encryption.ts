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

export const encryptionCases: readonly RuleCases[] = [
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
