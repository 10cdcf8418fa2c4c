import { recordsAt, textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketTypes, holdsLogsAlone, isReplica, replicationType } from "./buckets";

export const bucketRequireReplication = stackRule({
  id: "bucket-require-replication",
  severity: "high",
  title: "Production's buckets are replicated",
  why: "files are replicated in real time",
  source: "BAK-6",
  fix: "Declare a BucketReplicationConfig with an enabled rule for the bucket.",
  waivable: "everywhere",
  also: ["S3.7"],
  types: bucketTypes,
  tiers: ["production"],
  check(bucket, _scope, stack) {
    if (isReplica(bucket, stack) || holdsLogsAlone(bucket, stack)) return notApplicable;
    const [replication] = stack.referring(bucket, replicationType, "bucket");
    if (replication === undefined) return violation("has no BucketReplicationConfig made for it");
    const enabled = recordsAt(replication.props, "rules").filter(
      (rule) => textAt(rule, "status") === "Enabled",
    );
    return enabled.length > 0 ? compliant : violation("has no replication rule that is Enabled");
  },
});
