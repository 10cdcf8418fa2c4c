import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";

/** Days that a release can be neither changed nor removed: longer than the longest retention, a year (BAK-2). */
const lockDays = 400;

/** Days that a replaced version stays once its lock is over. */
const noncurrentDays = 30;

/** Days a scheduled deletion of the key waits, the longest that KMS offers. */
const keyDeletionDays = 30;

/** Where bundles of Workers, sites and functions are built to once, to be promoted by digest (REL-18). */
export interface ReleaseBucketArgs {
  readonly product: string;
  /** Account that owns the bucket. */
  readonly accountId: string;
  /** AWS accounts that may read releases. */
  readonly readerAccounts: readonly string[];
  readonly tags: Tags;
}

/**
 * Governance lock: a release stays what it was, and only people with the right to bypass the lock can remove one. The
 * bucket has a key of its own, because other accounts decrypt with it and should decrypt nothing else.
 */
export class ReleaseBucket extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;

  public constructor(name: string, args: ReleaseBucketArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:ReleaseBucket", name, {}, opts);
    const child = { parent: this };

    const key = new kms.Key(
      `${name}-key`,
      {
        description: `Releases of ${args.product}`,
        enableKeyRotation: true,
        deletionWindowInDays: keyDeletionDays,
        policy: keyPolicy(args.accountId, args.readerAccounts),
        tags: args.tags,
      },
      { ...child, protect: true },
    );
    new kms.Alias(
      `${name}-alias`,
      {
        name: `alias/${physicalName("keyAlias", args.product, "releases")}`,
        targetKeyId: key.keyId,
      },
      child,
    );
    const bucket = new s3.Bucket(
      `${name}-bucket`,
      {
        bucket: physicalName("bucket", args.product, "releases", args.accountId),
        objectLockEnabled: true,
        forceDestroy: false,
        tags: args.tags,
      },
      { ...child, protect: true },
    );
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      child,
    );
    const afterVersioning = { ...child, dependsOn: [versioning] };
    new s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      {
        bucket: bucket.bucket,
        rule: { defaultRetention: { mode: "GOVERNANCE", days: lockDays } },
      },
      afterVersioning,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "replaced-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: lockDays + noncurrentDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      afterVersioning,
    );
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: key.arn,
            },
            bucketKeyEnabled: true,
          },
        ],
      },
      child,
    );
    new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    const closed = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new s3.BucketPolicy(
      `${name}-readers`,
      {
        bucket: bucket.bucket,
        policy: bucket.arn.apply((arn) => readPolicy(arn, args.readerAccounts)),
      },
      { ...child, dependsOn: [closed] },
    );

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

function rootsOf(accounts: readonly string[]): object {
  return { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) };
}

function keyPolicy(owner: string, readers: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdministrationByTheAccount",
        Effect: "Allow",
        Principal: rootsOf([owner]),
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "EnvironmentsDecryptThroughS3",
        Effect: "Allow",
        Principal: rootsOf(readers),
        Action: ["kms:Decrypt"],
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      },
    ],
  });
}

function readPolicy(bucketArn: string, accounts: readonly string[]): string {
  const readers = rootsOf(accounts);
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "EnvironmentsFind",
        Effect: "Allow",
        Principal: readers,
        Action: ["s3:ListBucket"],
        Resource: [bucketArn],
      },
      {
        Sid: "EnvironmentsRead",
        Effect: "Allow",
        Principal: readers,
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: [`${bucketArn}/*`],
      },
    ],
  });
}
