import { recordsAt, textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes } from "./buckets";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

export const bucketRequireLifecycle = stackRule({
  types: bucketTypes,
  check(bucket, _scope, stack) {
    const [lifecycle] = stack.referring(bucket, lifecycleType, "bucket");
    if (lifecycle === undefined) {
      return violation("has no BucketLifecycleConfiguration made for it");
    }
    return recordsAt(lifecycle.props, "rules").some((rule) => textAt(rule, "status") === "Enabled")
      ? compliant
      : violation("has no lifecycle rule that is Enabled");
  },
});
