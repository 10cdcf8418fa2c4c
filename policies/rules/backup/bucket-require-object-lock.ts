import { textAt, valueAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketTypes, holdsLogsAlone } from "./buckets";

const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

/** A load balancer writes its logs to no locked bucket. */
export const bucketRequireObjectLock = stackRule({
  id: "bucket-require-object-lock",
  severity: "high",
  title: "Production's objects can't be deleted for a time",
  why: "whoever may write must not be able to destroy",
  source: "PRC-12",
  fix: "Declare a BucketObjectLockConfiguration for the bucket.",
  waivable: "outside production",
  also: ["S3.15"],
  types: bucketTypes,
  tiers: ["production", "shared"],
  check(bucket, _scope, stack) {
    if (holdsLogsAlone(bucket, stack)) return notApplicable;
    const [lock] = stack.referring(bucket, lockType, "bucket");
    if (lock === undefined) return violation("has no BucketObjectLockConfiguration made for it");
    const mode = textAt(lock.props, "rule.defaultRetention.mode");
    const kept = ["days", "years"].some((unit) => {
      const time = valueAt(lock.props, `rule.defaultRetention.${unit}`);
      return typeof time === "number" && time > 0;
    });
    return kept && (mode === "GOVERNANCE" || mode === "COMPLIANCE")
      ? compliant
      : violation("locks its objects for no time");
  },
});
