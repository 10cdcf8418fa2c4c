import { recordsAt, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { alarmOf, metricAlarmType, surelyGoesOff } from "../../series/alarm";
import { loudnessOf } from "../../series/listeners";
import { replicating } from "../../series/traffic";
import type { StackIndex } from "../../stack-index";
import { replicationType } from "../backup/buckets";

/** S3 replicates within as long. */
const longestSeconds = 15 * 60;

export const replicationRequireAlarm = stackRule({
  id: "replication-require-alarm",
  title: "Somebody is woken by an object of production that was not replicated",
  why: "S3 tries it no second time, and the replica is what a lost region leaves",
  source: "BAK-6",
  fix: "Set destination.metrics.status to Enabled and declare a MetricAlarm on OperationsFailedReplication of the bucket.",
  waivable: "everywhere",
  types: [replicationType],
  tiers: ["production"],
  check(replication, _scope, stack) {
    const silent = recordsAt(replication.props, "rules").filter(
      (rule) => textAt(rule, "destination.metrics.status") !== "Enabled",
    );
    return violationOf([
      ...silent.map((rule) => `counts nothing by the rule "${textAt(rule, "id")}"`),
      ...(isWatched(replication, stack) ? [] : ["wakes nobody when an object is not copied"]),
    ]);
  },
});

function isWatched(replication: PolicyResource, stack: StackIndex): boolean {
  return stack
    .targets(replication, "bucket")
    .slice(0, 1)
    .flatMap((bucket) => stack.referring(bucket, metricAlarmType, "metricQueries"))
    .some((watching) => {
      const alarm = alarmOf(watching);
      return (
        alarm.seconds <= longestSeconds &&
        surelyGoesOff(alarm, replicating(1)) &&
        loudnessOf(watching, stack) === "waking"
      );
    });
}
