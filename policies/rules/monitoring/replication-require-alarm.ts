import { recordsAt, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { replicationType } from "../backup/buckets";
import { metricAlarmType } from "../release/alarms";
import { metricsOf } from "./service-alarms";

const metric = "OperationsFailedReplication";

export const replicationRequireAlarm = stackRule({
  id: "replication-require-alarm",
  severity: "high",
  title: "Somebody hears of an object of production that was not replicated",
  why: "S3 tries it no second time, and the replica is what a lost region leaves",
  source: "BAK-6",
  fix: `Set destination.metrics.status to Enabled and declare a MetricAlarm on ${metric} of the bucket.`,
  waivable: "everywhere",
  types: [replicationType],
  tiers: ["production"],
  check(replication, _scope, stack) {
    const silent = recordsAt(replication.props, "rules").filter(
      (rule) => textAt(rule, "destination.metrics.status") !== "Enabled",
    );
    return violationOf([
      ...silent.map((rule) => `counts nothing by the rule "${textAt(rule, "id")}"`),
      ...(isWatched(replication, stack) ? [] : [`has no alarm on ${metric}`]),
    ]);
  },
});

function isWatched(replication: PolicyResource, stack: StackIndex): boolean {
  const [bucket] = stack.targets(replication, "bucket");
  if (bucket === undefined) return false;
  return ["metricQueries", "dimensions"]
    .flatMap((property) => stack.referring(bucket, metricAlarmType, property))
    .some((alarm) => metricsOf(alarm).some(({ name }) => name === metric));
}
