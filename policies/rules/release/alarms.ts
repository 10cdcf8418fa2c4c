import { numberAt, optional, recordsIn } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { regionOf } from "../backup/vaults";

export const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Alarm types, and the property that names an alarm of each. */
export const alarmTypes: Readonly<Record<string, string>> = {
  [metricAlarmType]: "name",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
};

/** The alarms of that name that the stack declares in the service's region: a name is one region's. */
export function alarmsNamed(
  name: string,
  service: PolicyResource,
  stack: StackIndex,
): readonly PolicyResource[] {
  const region = regionOf(service);
  return Object.entries(alarmTypes).flatMap(([type, property]) =>
    stack.holding(type, property, name).filter((alarm) => regionOf(alarm) === region),
  );
}

/** Seconds until a metric alarm can have seen enough to go off. */
export function reactionSeconds({ props }: PolicyResource): number {
  const queried = recordsIn(props, "metricQueries").flatMap((query) => [
    optional(numberAt, query, "metric.period") ?? 0,
    optional(numberAt, query, "period") ?? 0,
  ]);
  const period = Math.max(optional(numberAt, props, "period") ?? 0, ...queried);
  return period * numberAt(props, "evaluationPeriods");
}
