import { recordsAt, textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes } from "./buckets";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

export const bucketRequireLifecycle = stackRule({
  id: "bucket-require-lifecycle",
  severity: "medium",
  title: "Every bucket says how long it keeps what was replaced",
  why: "versions that nobody reads cost for ever",
  source: "PRC-15",
  fix: "Declare a BucketLifecycleConfiguration with an enabled rule for the bucket.",
  waivable: "everywhere",
  also: ["S3.13", "CKV2_AWS_61"],
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
