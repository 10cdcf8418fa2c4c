import * as s3 from "@pulumi/aws/s3";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../blueprint/tier";
import { availableAfter } from "./available-after";
import { bucketPolicy } from "./bucket-policy";

export interface PrivateBucketArgs {
  /** Physical name, unique in the world. */
  readonly bucketName: string;
  /** Default: the provider's. */
  readonly region?: string;
  readonly encryption: input.s3.BucketServerSideEncryptionConfigurationRule;
  /** Whether what is replaced or deleted stays as an earlier version. */
  readonly versioned: boolean;
  /** Whether versions can be locked. */
  readonly lockable?: boolean;
  /** What its policy says beside that it answers over TLS only. */
  readonly statements: (bucketArn: string) => readonly object[];
  /** Whether Pulumi refuses to delete the bucket, and AWS to delete it with objects in it. */
  readonly protect: boolean;
  readonly tags: Tags;
  /** Ends of logical names, and the TLS statement's id: what is deployed keeps what it was first called. */
  readonly names: {
    readonly publicAccess: string;
    readonly policy: string;
    readonly tlsStatement: string;
  };
}

export interface PrivateBucket {
  readonly bucket: s3.Bucket;
  /** For whoever writes to it: known once it is closed, encrypted, versioned and has its policy. */
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  /** Inputs that name the bucket in a resource that sets something of it. */
  readonly setting: { readonly bucket: pulumi.Output<string>; readonly region: string | undefined };
  readonly versioning: s3.BucketVersioning;
}

/** A bucket with what none goes without: one owner, no way in for the public, encryption, and TLS. */
export function privateBucket(
  name: string,
  args: PrivateBucketArgs,
  parent: pulumi.Resource,
): PrivateBucket {
  const child = { parent };
  const { region, protect, names } = args;
  const bucket = new s3.Bucket(
    `${name}-bucket`,
    {
      bucket: args.bucketName,
      region,
      forceDestroy: !protect,
      objectLockEnabled: args.lockable,
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
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...setting, rules: [args.encryption] },
    child,
  );
  const versioning = new s3.BucketVersioning(
    `${name}-versioning`,
    { ...setting, versioningConfiguration: { status: args.versioned ? "Enabled" : "Suspended" } },
    child,
  );
  const closed = new s3.BucketPublicAccessBlock(
    `${name}-${names.publicAccess}`,
    {
      ...setting,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    child,
  );
  // S3 refuses two changes of a bucket's policy state at once, and the block is the safer one to have first.
  const policy = new s3.BucketPolicy(
    `${name}-${names.policy}`,
    { ...setting, policy: bucketPolicy(bucket.arn, names.tlsStatement, args.statements) },
    { ...child, dependsOn: [closed] },
  );
  const setUp = [encryption, versioning, closed, policy];
  return {
    bucket,
    arn: availableAfter(bucket.arn, ...setUp),
    bucketName: availableAfter(bucket.bucket, ...setUp),
    setting,
    versioning,
  };
}

/** Encryption with a customer-managed key, of which S3 asks once for a bucket instead of once for each object. */
export function encryptionWith(
  kmsMasterKeyId: pulumi.Input<string>,
): input.s3.BucketServerSideEncryptionConfigurationRule {
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
    bucketKeyEnabled: true,
  };
}
