import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { ObjectStoreSpec } from "../../blueprint/storage";
import type { Context } from "../base/context";
import { ObjectStoreBucket } from "./object-store-bucket";
import { ObjectStoreR2 } from "./object-store-r2";
import { ObjectStoreReplication } from "./object-store-replication";

/** A named place for files (DAT-10). */
export interface ObjectStoreArgs {
  readonly spec: ObjectStoreSpec;
  readonly context: Context;
  readonly cloudflareAccountId: string;
  /** ARN of the key that encrypts the replica. Needed with `spec.replicaRegion`. */
  readonly replicaKeyArn?: pulumi.Input<string> | undefined;
  /**
   * Bucket in the same region that receives the S3 bucket's access logs. It must have no Object Lock, with which S3
   * refuses to deliver. Default: none are written; CloudTrail's data events are the record of who read what.
   */
  readonly logBucketName?: pulumi.Input<string> | undefined;
}

/**
 * An R2 bucket that Workers serve from, and an S3 bucket that versions, lock, replica and AWS Backup protect: R2 has
 * none of these. In S3 the lock holds for every version and hinders no writer, since a write adds a version.
 */
export class ObjectStore extends pulumi.ComponentResource {
  public readonly bucketArn: pulumi.Output<string>;
  public readonly bucketName: pulumi.Output<string>;
  public readonly r2BucketName: pulumi.Output<string>;
  /** `undefined` where nothing is replicated. */
  public readonly replicaBucketArn: pulumi.Output<string> | undefined;

  public constructor(name: string, args: ObjectStoreArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:storage:ObjectStore", name, {}, opts);
    const { spec, context } = args;
    const { product, stack, tags } = context.identity;
    if (!spec.versioned && (spec.replicaRegion !== undefined || spec.lockDays !== undefined)) {
      throw new pulumi.ResourceError(
        `the object store "${spec.name}" is replicated or locked, which S3 does with versions only: set versioned`,
        this,
        true,
      );
    }
    const child = { parent: this };
    const bucketName = physicalName("bucket", product, stack, spec.name);
    const protect = context.protectData;
    const kept = {
      versioned: spec.versioned,
      noncurrentDays: spec.noncurrentDays,
      lockDays: spec.lockDays,
      protect,
    };

    const bucket = new ObjectStoreBucket(
      `${name}-s3`,
      {
        ...kept,
        bucketName,
        region: context.region,
        encryptionKeyArn: context.encryptionKeyArn,
        logBucketName: args.logBucketName,
        tags: { ...tags, backup: spec.backupTag },
      },
      child,
    );
    const r2 = new ObjectStoreR2(
      `${name}-r2`,
      {
        accountId: args.cloudflareAccountId,
        bucketName,
        location: spec.r2Location,
        lockDays: spec.lockDays,
        allowedHosts: spec.allowedHosts,
        protect,
      },
      child,
    );

    let replica: ObjectStoreBucket | undefined;
    if (spec.replicaRegion !== undefined) {
      if (args.replicaKeyArn === undefined) {
        throw new pulumi.ResourceError(
          `the replica of "${spec.name}" in ${spec.replicaRegion} needs a key of that region: pass replicaKeyArn`,
          this,
          true,
        );
      }
      const far = { region: spec.replicaRegion, encryptionKeyArn: args.replicaKeyArn };
      replica = new ObjectStoreBucket(
        `${name}-replica`,
        {
          ...kept,
          ...far,
          bucketName: physicalName("bucket", product, stack, spec.name, "replica"),
          // No backup tag: the plan backs up the original, and copies that across.
          tags,
        },
        child,
      );
      new ObjectStoreReplication(
        `${name}-replication`,
        {
          storeName: spec.name,
          source: { bucket, region: context.region, encryptionKeyArn: context.encryptionKeyArn },
          replica: { bucket: replica, ...far },
          locked: spec.lockDays !== undefined,
          context,
        },
        child,
      );
    }

    this.bucketArn = bucket.arn;
    this.bucketName = bucket.bucketName;
    this.r2BucketName = r2.bucketName;
    this.replicaBucketArn = replica?.arn;
    this.registerOutputs({
      bucketArn: this.bucketArn,
      bucketName: this.bucketName,
      r2BucketName: this.r2BucketName,
      replicaBucketArn: this.replicaBucketArn,
    });
  }
}
