import { textsAt, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

/** One for errors and one for latency at the least (ADR-015, rollback thresholds). */
const fewest = 2;

export const ecsRequireAlarms = resourceRule({
  id: "ecs-require-alarms",
  severity: "high",
  title: "Two or more alarms take a deployment back in staging and production",
  why: "the circuit breaker sees tasks, alarms see visitors",
  source: "ADR-015",
  fix: "Set alarms.enable and rollback to true and name two alarms or more.",
  waivable: "outside production",
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
