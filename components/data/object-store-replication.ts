import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import type * as inputs from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";
import type { ObjectStoreBucket } from "./object-store-bucket";

/** Minutes within which S3 guarantees the replica (Replication Time Control); well below the hour that may be lost (BAK-16). */
const replicationMinutes = 15;

/** One side of a replication. */
export interface ReplicationEnd {
  readonly bucket: ObjectStoreBucket;
  readonly region: string;
  /** ARN of the key that encrypts the bucket. */
  readonly encryptionKeyArn: pulumi.Input<string>;
}

/** Copies every object of one bucket into another region (BAK-6). */
export interface ObjectStoreReplicationArgs {
  /** Role of the store, for example `documents`. */
  readonly storeName: string;
  readonly source: ReplicationEnd;
  readonly replica: ReplicationEnd;
  /** Whether objects carry a retention date, which the replica must get too. */
  readonly locked: boolean;
  readonly context: Context;
}

/** Delete markers are copied, deletions of versions never are: who empties the one bucket can't empty the other. */
export class ObjectStoreReplication extends pulumi.ComponentResource {
  public constructor(
    name: string,
    args: ObjectStoreReplicationArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:storage:ObjectStoreReplication", name, {}, opts);
    const child = { parent: this };
    const { context, source, replica } = args;
    const { product, stack, tags } = context.identity;

    const role = new iam.Role(
      `${name}-role`,
      {
        name: physicalName("role", product, stack, args.storeName, "replication"),
        description: `Lets S3 copy ${args.storeName} to ${replica.region}.`,
        assumeRolePolicy: serviceTrust("s3.amazonaws.com", context.aws.accountId),
        permissionsBoundary: context.permissionsBoundaryArn,
        tags,
      },
      child,
    );
    const policy = new iam.RolePolicy(
      `${name}-role-policy`,
      { name: "replicate", role: role.name, policy: replicationPolicy(args) },
      child,
    );
    new s3.BucketReplicationConfig(
      `${name}-config`,
      {
        bucket: source.bucket.bucketName,
        region: source.region,
        role: role.arn,
        rules: [everythingTo(replica)],
      },
      // S3 refuses the rule until versions are on at both ends.
      { ...child, dependsOn: [policy, source.bucket, replica.bucket] },
    );

    this.registerOutputs({});
  }
}

function everythingTo(replica: ReplicationEnd): inputs.s3.BucketReplicationConfigRule {
  return {
    id: "everything",
    status: "Enabled",
    priority: 0,
    filter: { prefix: "" },
    deleteMarkerReplication: { status: "Enabled" },
    sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
    destination: {
      bucket: replica.bucket.arn,
      encryptionConfiguration: { replicaKmsKeyId: replica.encryptionKeyArn },
      replicationTime: { status: "Enabled", time: { minutes: replicationMinutes } },
      metrics: { status: "Enabled", eventThreshold: { minutes: replicationMinutes } },
    },
  };
}

function replicationPolicy({
  source,
  replica,
  locked,
}: ObjectStoreReplicationArgs): pulumi.Output<string> {
  const lockActions = locked ? ["s3:GetObjectRetention", "s3:GetObjectLegalHold"] : [];
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: source.bucket.arn,
      },
      {
        Effect: "Allow",
        Action: [
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionTagging",
          ...lockActions,
        ],
        Resource: pulumi.interpolate`${source.bucket.arn}/*`,
      },
      {
        Effect: "Allow",
        Action: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
        Resource: pulumi.interpolate`${replica.bucket.arn}/*`,
      },
      keyStatement("kms:Decrypt", source),
      keyStatement(["kms:Encrypt", "kms:GenerateDataKey"], replica),
    ],
  });
}

/** Use of a key for one bucket's objects only: with bucket keys, the encryption context is the bucket's ARN. */
function keyStatement(action: string | string[], end: ReplicationEnd): Record<string, unknown> {
  return {
    Effect: "Allow",
    Action: action,
    Resource: end.encryptionKeyArn,
    Condition: {
      StringEquals: {
        "kms:ViaService": `s3.${end.region}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": end.bucket.arn,
      },
    },
  };
}
