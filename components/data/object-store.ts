import * as pulumi from "@pulumi/pulumi";
import { availableAfter } from "../base/available-after";
import { physicalName } from "../../blueprint/names";
import type { ObjectStoreSpec } from "../../blueprint/storage";
import type { Context } from "../base/context";
import { ObjectStoreBucket } from "./object-store-bucket";
import { ObjectStoreR2 } from "./object-store-r2";
import { ObjectStoreReplication, type ReplicationEnd } from "./object-store-replication";

/** A region with its key and topics. */
type Place = Omit<ReplicationEnd, "bucket">;

/** A named place for files (DAT-10). */
export interface ObjectStoreArgs {
  readonly spec: ObjectStoreSpec;
  readonly context: Context;
  readonly cloudflareAccountId: string;
  /** The context of the replica's region. Needed with `spec.replicaRegion`. */
  readonly replicaContext?: Context | undefined;
  /** What selects the S3 bucket for backups: there before anybody gets the bucket's name. */
  readonly backedUpBy: pulumi.Resource;
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
    this.requireVersions(args.spec);
    const far = this.replicaPlace(args);

    const bucket = this.declareBucket(name, args);
    const r2 = this.declareR2(name, args);
    const replica = far && this.replicate(name, args, bucket, far);

    this.bucketArn = bucket.arn;
    this.bucketName = availableAfter(bucket.bucketName, args.backedUpBy);
    this.r2BucketName = r2.bucketName;
    this.replicaBucketArn = replica?.arn;
    this.registerOutputs({
      bucketArn: this.bucketArn,
      bucketName: this.bucketName,
      r2BucketName: this.r2BucketName,
      replicaBucketArn: this.replicaBucketArn,
    });
  }

  private requireVersions(spec: ObjectStoreSpec): void {
    if (spec.versioned || (spec.replicaRegion === undefined && spec.lockDays === undefined)) return;
    throw new pulumi.ResourceError(
      `the object store "${spec.name}" is replicated or locked, which S3 does with versions only: set versioned`,
      this,
      true,
    );
  }

  /** Where the replica stands; `undefined` where nothing is replicated. */
  private replicaPlace({ spec, replicaContext }: ObjectStoreArgs): Place | undefined {
    if (spec.replicaRegion === undefined) return undefined;
    if (replicaContext?.region !== spec.replicaRegion) {
      throw new pulumi.ResourceError(
        `the replica of "${spec.name}" in ${spec.replicaRegion} needs a key and topics of that region: pass replicaContext`,
        this,
        true,
      );
    }
    return replicaContext;
  }

  private declareBucket(name: string, args: ObjectStoreArgs): ObjectStoreBucket {
    const { spec, context } = args;
    const { product, stack, tags } = context.identity;
    return new ObjectStoreBucket(
      `${name}-s3`,
      {
        ...protection(args),
        bucketName: physicalName("bucket", product, stack, spec.name),
        region: context.region,
        encryptionKeyArn: context.encryptionKeyArn,
        logBucketName: args.logBucketName,
        tags: { ...tags, backup: spec.backupTag },
      },
      { parent: this },
    );
  }

  private declareR2(
    name: string,
    { spec, context, cloudflareAccountId }: ObjectStoreArgs,
  ): ObjectStoreR2 {
    const { product, stack } = context.identity;
    return new ObjectStoreR2(
      `${name}-r2`,
      {
        accountId: cloudflareAccountId,
        bucketName: physicalName("bucket", product, stack, spec.name),
        location: spec.r2Location,
        lockDays: spec.lockDays,
        allowedHosts: spec.allowedHosts,
        protect: context.protectData,
      },
      { parent: this },
    );
  }

  private replicate(
    name: string,
    args: ObjectStoreArgs,
    bucket: ObjectStoreBucket,
    far: Place,
  ): ObjectStoreBucket {
    const child = { parent: this };
    const { spec, context } = args;
    const { product, stack, tags } = context.identity;
    const replica = new ObjectStoreBucket(
      `${name}-replica`,
      {
        ...protection(args),
        region: far.region,
        encryptionKeyArn: far.encryptionKeyArn,
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
        source: { ...context, bucket },
        replica: { ...far, bucket: replica },
        locked: spec.lockDays !== undefined,
        context,
      },
      child,
    );
    return replica;
  }
}

/** What keeps objects, the same in the bucket and in its replica. */
function protection({ spec, context }: ObjectStoreArgs) {
  return {
    versioned: spec.versioned,
    noncurrentDays: spec.noncurrentDays,
    lockDays: spec.lockDays,
    protect: context.protectData,
  };
}
