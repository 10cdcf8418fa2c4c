import { optional, recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { metricAlarmType } from "../release/alarms";

/** Functions that give another result when they get more data points, as the reference of metric math lists them. */
const unsteady = /\b(?:AVG|DATAPOINT_COUNT|MAX|MIN|REMOVE_EMPTY|RUNNING_SUM|STDDEV|SUM)(?=\s*\()/gi;

export const alarmForbidAggregation = resourceRule({
  id: "alarm-forbid-aggregation",
  severity: "medium",
  title: "No alarm rests on a function that AWS advises against in alarms",
  why: "an alarm reads more periods than it judges, and a series without data may take the others with it",
  source: "OBS-12",
  fix: "Declare an alarm for each series.",
  waivable: "everywhere",
  types: [metricAlarmType],
  check({ props }) {
    const used = recordsIn(props, "metricQueries")
      .flatMap((query) => optional(textAt, query, "expression") ?? [])
      .flatMap((expression) => expression.match(unsteady) ?? []);
    return violationOf(
      [...new Set(used.map((name) => name.toUpperCase()))].map((name) => `judges by ${name}`),
    );
  },
});
