import { plansProtecting } from "../../ledger/aws-backup";
import { optional, textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketTypes, holdsLogsAlone, isReplica } from "./buckets";

export const bucketRequireBackup = stackRule({
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
