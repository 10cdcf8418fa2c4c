import { textsAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { alarmsNamed } from "./alarms";
import { guardedTiers, serviceType, shiftsTraffic } from "./ecs";

export const ecsRequireDeclaredAlarms = stackRule({
  id: "ecs-require-declared-alarms",
  severity: "high",
  title: "The alarms that a deployment watches are declared in its stack",
  why: "blue/green and canary ignore the circuit breaker, and a missing alarm never goes off",
  source: "REL-23",
  fix: "Declare the alarm, or name one that is.",
  waivable: "outside production",
  types: [serviceType],
  tiers: guardedTiers,
  check(service, _scope, stack) {
    if (!shiftsTraffic(service)) return notApplicable;
    return violationOf(
      textsAt(service.props, "alarms.alarmNames")
        .filter((name) => alarmsNamed(name, service, stack).length === 0)
        .map((name) => `watches the alarm "${name}", which the stack does not declare`),
    );
  },
});
