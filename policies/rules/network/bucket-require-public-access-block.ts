import { valueAt } from "../../read";
import { stackRule, violation, violationOf } from "../../rule";
import { inWords } from "../../wording";
import { bucketTypes } from "../backup/buckets";

const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const switches = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

export const bucketRequirePublicAccessBlock = stackRule({
  id: "bucket-require-public-access-block",
  severity: "critical",
  title: "No bucket can be made public",
  why: "files are served through the environment's own hosts",
  source: "PRC-16",
  fix: `Declare a BucketPublicAccessBlock with all ${inWords(switches.length)} switches for the bucket.`,
  waivable: "never",
  also: "S3.8, CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56",
  types: bucketTypes,
  check(bucket, _scope, stack) {
    const [block] = stack.referring(bucket, blockType, "bucket");
    if (block === undefined) return violation("has no BucketPublicAccessBlock made for it");
    return violationOf(
      switches
        .filter((path) => valueAt(block.props, path) !== true)
        .map((path) => `leaves ${path} off`),
    );
  },
});
