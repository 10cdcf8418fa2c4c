import { textsAt, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

/** One for errors and one for latency at the least (ADR-015, rollback thresholds). */
const fewest = 2;

export const ecsRequireAlarms = resourceRule({
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }) {
    const count = new Set(textsAt(props, "alarms.alarmNames")).size;
    return violationOf([
      ...["alarms.enable", "alarms.rollback"]
        .filter((path) => valueAt(props, path) !== true)
        .map((path) => `leaves ${path} off`),
      ...(count < fewest ? [`watches ${String(count)} alarm, not ${String(fewest)} or more`] : []),
    ]);
  },
});
