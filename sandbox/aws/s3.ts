import type { ResourceModel, ResourceModels } from "../model";
import { nameOf } from "./arn";

/** A setting of a bucket is identified by the bucket's name. */
const setting: ResourceModel = ({ inputs }) => ({ id: String(inputs.bucket) });

export const resourceModels: ResourceModels = {
  "aws:s3/bucket:Bucket": (request) => {
    const bucket = nameOf(request, "bucket");
    return {
      id: bucket,
      outputs: {
        arn: `arn:aws:s3:::${bucket}`,
        bucket,
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegion: request.region,
        bucketRegionalDomainName: `${bucket}.s3.${request.region}.amazonaws.com`,
        region: request.region,
      },
    };
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting,
  "aws:s3/bucketLogging:BucketLogging": setting,
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs, hex }) => {
    const id = `${String(inputs.bucket)}/${String(inputs.key)}`;
    const version = String(inputs.content);
    return {
      id,
      outputs: {
        arn: `arn:aws:s3:::${id}`,
        etag: hex(32, version),
        versionId: hex(32, `v${version}`),
      },
    };
  },
  "aws:s3/bucketNotification:BucketNotification": setting,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": setting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting,
  "aws:s3/bucketPolicy:BucketPolicy": setting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting,
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": setting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting,
  "aws:s3/bucketVersioning:BucketVersioning": setting,
};
