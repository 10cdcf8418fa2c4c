import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import type * as inputs from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";
import { withRunbook } from "../observe/runbook";
import type { ObjectStoreBucket } from "./object-store-bucket";

/** Minutes within which S3 guarantees the replica (Replication Time Control); well below the hour that may be lost (BAK-16). */
const replicationMinutes = 15;

/** Its id, by which S3 counts what it copies. */
const ruleId = "everything";

/** One side of a replication: a bucket, and the key and topics of its region. */
export interface ReplicationEnd extends Pick<Context, "region" | "encryptionKeyArn" | "alerts"> {
  readonly bucket: ObjectStoreBucket;
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
    this.alert(`${name}-failures`, source, args);
    this.alert(`${name}-failures-at-replica`, replica, args);

    this.registerOutputs({});
  }

  /**
   * An object that can't be copied is not tried again: somebody has to hear of it. S3 does not document in which of the
   * two regions it counts, so each has the alarm, and one of them sees nothing for ever.
   */
  private alert(
    name: string,
    { region, alerts }: ReplicationEnd,
    { storeName, source, replica, context }: ObjectStoreReplicationArgs,
  ): void {
    const { product, stack, tags } = context.identity;
    new cloudwatch.MetricAlarm(
      name,
      {
        region,
        name: physicalName("alarm", product, stack, storeName, "replication-failures"),
        alarmDescription: withRunbook(
          `${storeName} in ${stack}: an object was not copied to ${replica.region}.`,
          "restore",
        ),
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: 1,
        // The vendor's advice for these metrics: as long as nothing is copied, what failed is still missing.
        treatMissingData: "ignore",
        metricQueries: [
          {
            id: "failures",
            metric: {
              namespace: "AWS/S3",
              metricName: "OperationsFailedReplication",
              stat: "Sum",
              period: 300,
              dimensions: {
                SourceBucket: source.bucket.bucketName,
                DestinationBucket: replica.bucket.bucketName,
                RuleId: ruleId,
              },
            },
            returnData: true,
          },
        ],
        alarmActions: [alerts.criticalTopicArn],
        okActions: [alerts.criticalTopicArn],
        tags,
      },
      { parent: this },
    );
  }
}

function everythingTo(replica: ReplicationEnd): inputs.s3.BucketReplicationConfigRule {
  return {
    id: ruleId,
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
      // S3 decrypts at the replica too: the bucket key, to see that it is whole.
      keyStatement(["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], replica),
    ],
  });
}

/**
 * Use of a key for one bucket's objects only. The encryption context is the bucket's ARN for what is under a bucket key,
 * and the object's own for what is not: an upload may ask for that, and what was there before may be so.
 */
function keyStatement(action: string | string[], end: ReplicationEnd): Record<string, unknown> {
  const { arn } = end.bucket;
  return {
    Effect: "Allow",
    Action: action,
    Resource: end.encryptionKeyArn,
    Condition: {
      StringEquals: { "kms:ViaService": `s3.${end.region}.amazonaws.com` },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, pulumi.interpolate`${arn}/*`] },
    },
  };
}
