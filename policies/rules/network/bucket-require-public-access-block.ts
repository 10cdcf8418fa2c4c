import { valueAt } from "../../read";
import { stackRule, violation, violationOf } from "../../rule";
import { bucketTypes } from "../backup/buckets";

const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const switches = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

export const bucketRequirePublicAccessBlock = stackRule({
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
