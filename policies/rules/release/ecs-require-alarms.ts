import { textsAt, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { capitalized, inWords, listed } from "../../wording";
import { guardedTiers, serviceType } from "./ecs";

/** One for errors and one for latency at the least (REL-8, REL-9). */
const fewest = 2;
const switches = ["enable", "rollback"];

export const ecsRequireAlarms = resourceRule({
  id: "ecs-require-alarms",
  severity: "high",
  title: `${capitalized(inWords(fewest))} or more alarms take a deployment back in staging and production`,
  why: "the circuit breaker sees tasks, alarms see visitors",
  source: "REL-23",
  fix: `Set alarms.${listed(switches, "and")} to true and name ${inWords(fewest)} alarms or more.`,
  waivable: "outside production",
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }) {
    const count = new Set(textsAt(props, "alarms.alarmNames")).size;
    return violationOf([
      ...switches
        .map((field) => `alarms.${field}`)
        .filter((path) => valueAt(props, path) !== true)
        .map((path) => `leaves ${path} off`),
      ...(count < fewest ? [`watches ${String(count)} alarm, not ${String(fewest)} or more`] : []),
    ]);
  },
});
