import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";
import { privateBucket } from "../base/private-bucket";

export interface CellAccessLogsArgs {
  readonly cell: CellName;
  readonly context: Context;
}

/**
 * Where a cell's load balancer writes each request it answered, for as long as the tier keeps logs, and reads whom it trusts:
 * both take S3's own key.
 */
export class CellAccessLogs extends pulumi.ComponentResource {
  /** Name of the bucket once the load balancer may write to it. */
  public readonly bucketName: pulumi.Output<string>;

  public constructor(
    name: string,
    { cell, context }: CellAccessLogsArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellAccessLogs", name, {}, opts);
    const { aws, identity, logging, protectData } = context;

    const { setting, bucketName } = privateBucket(
      name,
      {
        bucketName: physicalName("bucket", identity.product, identity.stack, cell, "access-logs"),
        // Load balancers write under S3's own key only.
        encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        versioned: true,
        statements: (arn) => [loadBalancersWrite(arn, aws.accountId, context.region)],
        protect: protectData,
        tags: identity.tags,
        names: { publicAccess: "public-access", policy: "policy", tlsStatement: "TlsOnly" },
      },
      this,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...setting,
        rules: [
          {
            id: "retention",
            status: "Enabled",
            filter: { prefix: "AWSLogs/" },
            expiration: { days: logging.retentionDays },
          },
          {
            id: "replaced",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { parent: this },
    );

    this.bucketName = bucketName;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

function loadBalancersWrite(bucketArn: string, accountId: string, region: string): object {
  return {
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
  };
}
