import { optional, numberAt, recordsAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { bucketTypes, holdsLogsAlone } from "./buckets";

export const bucketForbidExpiry = stackRule({
  id: "bucket-forbid-expiry",
  severity: "critical",
  title: "No rule deletes files because they are old",
  why: "a file that customers still need goes as quietly as one that nobody reads",
  source: "BAK-6",
  fix: "Leave expiration.days out; noncurrentVersionExpiration removes what was replaced.",
  waivable: "outside production",
  types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
  check(lifecycle, _scope, stack) {
    const buckets = stack
      .targets(lifecycle, "bucket")
      .filter(({ type }) => bucketTypes.includes(type));
    if (buckets.some((bucket) => holdsLogsAlone(bucket, stack))) return notApplicable;
    return violationOf(
      recordsAt(lifecycle.props, "rules")
        .map((rule) => optional(numberAt, rule, "expiration.days"))
        .filter((days) => days !== undefined)
        .map((days) => `deletes what is ${String(days)} days old`),
    );
  },
});
