import * as s3 from "@pulumi/aws/s3";
import type { input } from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";
import { denial } from "../base/bucket-policy";
import { encryptionWith, privateBucket } from "../base/private-bucket";

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
    const { arn, bucketName, setting, versioning } = privateBucket(
      name,
      {
        ...args,
        encryption: { ...encryptionWith(args.encryptionKeyArn), blockedEncryptionTypes: ["SSE-C"] },
        lockable: args.lockDays !== undefined,
        statements: (arn) => [
          denial("DenyOldTls", arn, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
        ],
        names: {
          publicAccess: "public-access-block",
          policy: "policy",
          tlsStatement: "DenyWithoutTls",
        },
      },
      this,
    );
    const versioned = { ...child, dependsOn: versioning };
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { ...setting, rules: [removeWhatNobodyReads(args.noncurrentDays)] },
      versioned,
    );
    if (args.lockDays !== undefined) {
      new s3.BucketObjectLockConfiguration(
        `${name}-lock`,
        { ...setting, rule: { defaultRetention: { mode: "GOVERNANCE", days: args.lockDays } } },
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

    this.arn = arn;
    this.bucketName = bucketName;
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }
}

function removeWhatNobodyReads(noncurrentDays: number): input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "remove-what-nobody-reads",
    status: "Enabled",
    filter: { prefix: "" },
    noncurrentVersionExpiration: { noncurrentDays },
    expiration: { expiredObjectDeleteMarker: true },
    abortIncompleteMultipartUpload: { daysAfterInitiation: incompleteUploadDays },
  };
}
