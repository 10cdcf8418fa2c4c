import { bucketUses, usingTypes } from "../bucket-uses";
import { type Invariant, missing } from "../invariant";

const bucketType = "aws:s3/bucket:Bucket";

/** What a bucket is made with by resources of their own. */
const settings: Readonly<Record<string, string>> = {
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "public access block",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "encryption of its own",
  "aws:s3/bucketVersioning:BucketVersioning": "versioning",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
};

/**
 * Nothing writes to a bucket before it is set up: what is written earlier stays under S3's own key and without a version
 * to go back to.
 */
export const bucketBeforeData: Invariant = {
  name: "bucket-before-data",
  types: [bucketType, ...Object.keys(settings), ...usingTypes],
  violations: ({ held }) =>
    bucketUses(held).flatMap(({ user, bucket }) =>
      Object.entries(settings)
        .filter(([type]) => held.having(type, { bucket }).length === 0)
        .map(([type, name]) => ({
          what: `the bucket ${bucket} takes data and has no ${name}`,
          user: user.urn,
          needs: missing(type, bucket),
        })),
    ),
};
