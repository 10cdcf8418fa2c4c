import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";

const incompleteUploadDays = 7;

/** A private S3 bucket: an object store's own, or its replica in another region. */
export interface ObjectStoreBucketArgs {
  /** Physical name, unique in the world. */
  readonly bucketName: string;
  readonly region: string;
  /** ARN of the key in that region that encrypts what is stored. */
  readonly encryptionKeyArn: pulumi.Input<string>;
  /** Whether what is replaced or deleted stays as an earlier version. */
  readonly versioned: boolean;
  /** Days that replaced and deleted versions stay. */
  readonly noncurrentDays: number;
  /**
   * Days that no version can be removed; `undefined` locks nothing. A bucket can't lose its lock again: taking the value
   * away replaces the bucket.
   */
  readonly lockDays: number | undefined;
  /** Bucket that receives access logs. Default: none are written. */
  readonly logBucketName?: pulumi.Input<string> | undefined;
  /** Whether Pulumi refuses to delete the bucket, and AWS to delete it with objects in it. */
  readonly protect: boolean;
  readonly tags: Tags;
}

/** Closed to the public, to other accounts' ACLs and to anything below TLS 1.2. */
export class ObjectStoreBucket extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  public readonly bucketName: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ObjectStoreBucketArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:storage:ObjectStoreBucket", name, {}, opts);
    const child = { parent: this };
    const { region, protect } = args;

    const bucket = new s3.Bucket(
      `${name}-bucket`,
      {
        bucket: args.bucketName,
        region,
        forceDestroy: !protect,
        objectLockEnabled: args.lockDays !== undefined,
        tags: args.tags,
      },
      { ...child, protect },
    );
    const setting = { bucket: bucket.bucket, region };

    new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...setting, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    const publicAccessBlock = new s3.BucketPublicAccessBlock(
      `${name}-public-access-block`,
      {
        ...setting,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        ...setting,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: args.encryptionKeyArn,
            },
            bucketKeyEnabled: true,
            blockedEncryptionTypes: ["SSE-C"],
          },
        ],
      },
      child,
    );
    // S3 refuses two changes of a bucket's policy state at once, and the block is the safer one to have first.
    new s3.BucketPolicy(
      `${name}-policy`,
      { ...setting, policy: transportPolicy(bucket.arn) },
      { ...child, dependsOn: publicAccessBlock },
    );
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      {
        ...setting,
        versioningConfiguration: { status: args.versioned ? "Enabled" : "Suspended" },
      },
      child,
    );
    const versioned = { ...child, dependsOn: versioning };
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...setting,
        rules: [
          {
            id: "remove-what-nobody-reads",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: args.noncurrentDays },
            expiration: { expiredObjectDeleteMarker: true },
            abortIncompleteMultipartUpload: { daysAfterInitiation: incompleteUploadDays },
          },
        ],
      },
      versioned,
    );
    if (args.lockDays !== undefined) {
      new s3.BucketObjectLockConfiguration(
        `${name}-lock`,
        {
          ...setting,
          rule: { defaultRetention: { mode: "GOVERNANCE", days: args.lockDays } },
        },
        versioned,
      );
    }
    if (args.logBucketName !== undefined) {
      new s3.BucketLogging(
        `${name}-logging`,
        { ...setting, targetBucket: args.logBucketName, targetPrefix: `${args.bucketName}/` },
        child,
      );
    }

    this.arn = bucket.arn;
    this.bucketName = bucket.bucket;
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }
}

function transportPolicy(bucketArn: pulumi.Output<string>): pulumi.Output<string> {
  const everything = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
  };
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyWithoutTls",
        ...everything,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "DenyOldTls",
        ...everything,
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ],
  });
}
