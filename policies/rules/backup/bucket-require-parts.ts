import { recordsAt, textAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { bucketTypes } from "./buckets";

const lifecycle = "BucketLifecycleConfiguration";

/** What a bucket is not without, each a resource of its own; what stands in them is said by their cards. */
const parts = [lifecycle, "BucketOwnershipControls", "BucketVersioning"];

export const bucketRequireParts = stackRule({
  id: "bucket-require-parts",
  severity: "medium",
  title: "Every bucket says how long it keeps what was replaced, and that its lists let in nobody",
  why: "what is overwritten is lost without versions, and versions that nobody reads cost for ever",
  source: "PRC-15",
  fix: `Declare ${parts.join(", ")} for the bucket, and in the first a rule that is Enabled.`,
  waivable: "everywhere",
  also: "S3.12, S3.13, CKV2_AWS_61",
  types: bucketTypes,
  check(bucket, _scope, stack) {
    const made = (part: string) =>
      stack.referring(
        bucket,
        `aws:s3/${part[0]?.toLowerCase() ?? ""}${part.slice(1)}:${part}`,
        "bucket",
      );
    const missing = parts.filter((part) => made(part).length === 0);
    const [first] = made(lifecycle);
    const idle =
      first !== undefined &&
      recordsAt(first.props, "rules").every((rule) => textAt(rule, "status") !== "Enabled");
    return violationOf([
      ...missing.map((part) => `has no ${part} made for it`),
      ...(idle ? ["has no lifecycle rule that is Enabled"] : []),
    ]);
  },
});
