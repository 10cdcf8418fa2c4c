import { textsAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { alarmsNamed, metricAlarmType, reactionSeconds } from "./alarms";
import { bakeMinutes, guardedTiers, serviceType, shiftsTraffic } from "./ecs";

export const ecsRequireBakeTime = stackRule({
  id: "ecs-require-bake-time",
  severity: "high",
  title: "Each wait of a deployment is longer than its slowest alarm needs",
  why: "an alarm that goes off after the wait takes nothing back",
  source: "REL-23",
  fix: "Raise the wait, or let the alarm look at less time.",
  waivable: "outside production",
  types: [serviceType],
  tiers: guardedTiers,
  check(service, _scope, stack) {
    if (!shiftsTraffic(service)) return notApplicable;
    const watched = textsAt(service.props, "alarms.alarmNames").flatMap((name) =>
      alarmsNamed(name, service, stack).filter(({ type }) => type === metricAlarmType),
    );
    const slowest = Math.max(0, ...watched.map(reactionSeconds));
    return violationOf(
      [...bakeMinutes(service)]
        .filter(([, minutes]) => minutes * 60 <= slowest)
        .map(
          ([path, minutes]) =>
            `waits ${String(minutes)} minutes (${path}), but its slowest alarm needs ${String(slowest / 60)} to go off`,
        ),
    );
  },
});
