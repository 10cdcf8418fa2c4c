import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";

export interface CellAccessLogsArgs {
  readonly cell: CellName;
  readonly context: Context;
}

/** Where a cell's load balancer writes each request it answered, for as long as the tier keeps logs. */
export class CellAccessLogs extends pulumi.ComponentResource {
  /** Name of the bucket once the load balancer may write to it. */
  public readonly bucketName: pulumi.Output<string>;

  public constructor(
    name: string,
    { cell, context }: CellAccessLogsArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellAccessLogs", name, {}, opts);
    const child = { parent: this };
    const { aws, identity, logging, protectData } = context;

    const bucket = new s3.Bucket(
      `${name}-bucket`,
      {
        bucket: physicalName("bucket", identity.product, identity.stack, cell, "access-logs"),
        forceDestroy: !protectData,
        tags: identity.tags,
      },
      { ...child, protect: protectData },
    );
    const { bucket: bucketName } = bucket;
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucketName,
        // Load balancers write under S3's own key only.
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      child,
    );
    new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucketName, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    new s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucketName, versioningConfiguration: { status: "Enabled" } },
      child,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucketName,
        rules: [
          {
            id: "retention",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: logging.retentionDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      child,
    );
    const closed = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucketName,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    const writable = new s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucketName,
        policy: bucket.arn.apply((arn) => deliveryPolicy(arn, aws.accountId, context.region)),
      },
      { ...child, dependsOn: [closed] },
    );

    this.bucketName = writable.bucket;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

function deliveryPolicy(bucketArn: string, accountId: string, region: string): string {
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
        Sid: "LoadBalancersWrite",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: {
            "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
          },
        },
      },
    ],
  });
}
