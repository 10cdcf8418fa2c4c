import { textsAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { alarmsNamed } from "./alarms";
import { guardedTiers, serviceType, shiftsTraffic } from "./ecs";

export const ecsRequireDeclaredAlarms = stackRule({
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
