import type { Tier } from "../../environments";
import { isText, numberAt, optional, recordsIn, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import {
  compliant,
  notApplicable,
  type StackRule,
  stackRule,
  violation,
  type Written,
} from "../../rule";
import type { StackIndex } from "../../stack-index";
import { isIdle, scalingTargetType } from "../cost/scaling";
import { metricAlarmType, reactionSeconds } from "../release/alarms";
import { guardedTiers, serviceType } from "../release/ecs";

const targetGroupType = "aws:lb/targetGroup:TargetGroup";

/** What an alarm on a service must see. */
export interface Watch extends Written {
  /** As a reader calls it: `errors`. */
  readonly subject: string;
  /** Whether a metric of the alarm shows it, by name and statistic. */
  readonly shows: (metric: Metric) => boolean;
  /** The highest threshold that is allowed (OBS-1, OBS-3 to OBS-5), in the alarm's own unit. */
  readonly limit: (tier: Tier) => number;
  /** The longest and shortest time in seconds that it may look at. */
  readonly seconds: { readonly from: number; readonly to: number };
  /** Whether a deployment watches it too, so that the cell without tasks needs it before it gets any. */
  readonly guardsDeployments: boolean;
}

export interface Metric {
  readonly name: string;
  readonly statistic: string;
}

/** A service that takes traffic has an alarm on each of its target groups, and over no other: one may have no data. */
export function watchRule({
  subject,
  shows,
  limit: limitIn,
  seconds,
  guardsDeployments,
  ...rule
}: Watch): StackRule {
  return stackRule({
    ...rule,
    types: [serviceType],
    tiers: guardedTiers,
    check(service, { tier }, stack) {
      const limit = limitIn(tier);
      const groups = stack
        .targets(service, "loadBalancers")
        .filter(({ type }) => type === targetGroupType);
      if (groups.length === 0) return notApplicable;
      if (!guardsDeployments && isAsleep(service, stack)) return notApplicable;
      const isWatched = (group: PolicyResource): boolean =>
        alarmsOn(group, stack)
          .filter((alarm) => metricsOf(alarm).some(shows))
          .some((alarm) => isTight(alarm, limit, seconds));
      return groups.every(isWatched)
        ? compliant
        : violation(
            `has a target group without an alarm on its ${subject} at ${String(limit)} or less`,
            `Declare a MetricAlarm for each of its target groups alone with the threshold ${String(limit)}.`,
          );
    },
  });
}

/** The alarms on a target group and on no other. */
function alarmsOn(group: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  return ["metricQueries", "dimensions"].flatMap((property) =>
    stack
      .referring(group, metricAlarmType, property)
      .filter((alarm) =>
        stack
          .targets(alarm, property)
          .every((other) => other === group || other.type !== targetGroupType),
      ),
  );
}

/** Whether it belongs to the cell that waits for the next release. */
function isAsleep(service: PolicyResource, stack: StackIndex): boolean {
  const targets = stack.referring(service, scalingTargetType, "resourceId");
  return targets.length > 0 && targets.every(isIdle);
}

/** The metrics that an alarm looks at, by itself or in its queries. */
export function metricsOf({ props }: PolicyResource): readonly Metric[] {
  const own = { name: props.metricName, statistic: props.extendedStatistic ?? props.statistic };
  const queried = recordsIn(props, "metricQueries").map((query) => ({
    name: valueAt(query, "metric.metricName"),
    statistic: valueAt(query, "metric.stat"),
  }));
  return [own, ...queried].flatMap(({ name, statistic }) =>
    isText(name) ? [{ name, statistic: isText(statistic) ? statistic : "" }] : [],
  );
}

function isTight(alarm: PolicyResource, limit: number, seconds: Watch["seconds"]): boolean {
  const { props } = alarm;
  const reaction = reactionSeconds(alarm);
  return (
    textAt(props, "comparisonOperator").startsWith("GreaterThan") &&
    (optional(numberAt, props, "threshold") ?? Number.POSITIVE_INFINITY) <= limit &&
    valueAt(props, "actionsEnabled") !== false &&
    reaction >= seconds.from &&
    reaction <= seconds.to
  );
}
