import * as lb from "@pulumi/aws/lb";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName, trustedCallersKey } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";

export interface CellTrustStoreArgs {
  readonly cell: CellName;
  readonly context: Context;
  /** Bucket in the cell's region whose objects S3's own key encrypts. */
  readonly bucketName: pulumi.Input<string>;
  /** Certificate of the authority whose callers are let in, in PEM. */
  readonly trustedPem: pulumi.Input<string>;
}

/** Whose certificates a cell's load balancer takes. AWS reads the authority from S3, once for every change of it. */
export class CellTrustStore extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    { cell, context, bucketName, trustedPem }: CellTrustStoreArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellTrustStore", name, {}, opts);
    const child = { parent: this };
    const { product, stack, tags } = context.identity;

    const authority = new s3.BucketObjectv2(
      `${name}-authority`,
      { bucket: bucketName, key: trustedCallersKey, content: trustedPem, tags },
      child,
    );
    const store = new lb.TrustStore(
      `${name}-store`,
      {
        name: physicalName("trustStore", product, stack, cell),
        caCertificatesBundleS3Bucket: authority.bucket,
        caCertificatesBundleS3Key: authority.key,
        caCertificatesBundleS3ObjectVersion: authority.versionId,
        tags,
      },
      child,
    );

    this.arn = store.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
