import { plansProtecting } from "../../ledger/aws-backup";
import { optional, textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketTypes, holdsLogsAlone, isReplica } from "./buckets";

export const bucketRequireBackup = stackRule({
  id: "bucket-require-backup",
  severity: "high",
  title: "A backup plan selects every bucket that holds files, by its tags or its ARN",
  why: "a plan that misses a bucket backs nothing of it up",
  source: "BAK-9",
  fix: "Give the bucket the tag that the plan's Selection asks for.",
  waivable: "outside production",
  also: ["CKV2_AWS_18"],
  types: bucketTypes,
  tiers: ["dev", "staging", "production"],
  check(bucket, _scope, stack) {
    if (isReplica(bucket, stack) || holdsLogsAlone(bucket, stack)) return notApplicable;
    const name = optional(textAt, bucket.props, "bucket") ?? "*";
    return plansProtecting(bucket, `arn:aws:s3:::${name}`, stack).length > 0
      ? compliant
      : violation("is selected by no backup plan");
  },
});
