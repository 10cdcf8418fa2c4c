import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { type Alarm, alarmOf, surelyGoesOff } from "../../series/alarm";
import { alarmsOn } from "../../series/alarms-on";
import { loudnessOf } from "../../series/listeners";
import { type Situation, reported, situationsOf } from "../../series/traffic";
import type { StackIndex } from "../../stack-index";
import { regionOf } from "../backup/vaults";
import { isIdle, scalingTargetType } from "../cost/scaling";
import { guardedTiers, serviceType, targetGroupType } from "../release/ecs";

export const serviceRequireAlarms = stackRule({
  id: "service-require-alarms",
  title:
    "Somebody hears of each target group whose requests fail or whose answers are late, and what customers notice wakes somebody",
  why: "what nobody hears of is found by customers",
  source: "OBS-8",
  fix: "Declare a MetricAlarm for each of its target groups alone that goes off then, and tells a topic that has a subscriber.",
  types: [serviceType],
  tiers: guardedTiers,
  check(service, { tier }, stack) {
    const groups = stack
      .targets(service, "loadBalancers")
      .filter(({ type }) => type === targetGroupType);
    if (groups.length === 0) return notApplicable;
    const asleep = isAsleep(service, stack);
    const situations = situationsOf(tier).filter(({ endsDeployment }) => endsDeployment || !asleep);
    return violationOf(
      groups.flatMap((group) => {
        const alarms = alarmsOn(group, stack)
          .filter((alarm) => regionOf(alarm) === regionOf(service))
          .filter((alarm) => loudnessOf(alarm, stack) !== "unheard");
        const silent = situations.filter(
          (situation) => !alarms.some((alarm) => tells(alarm, situation, stack)),
        );
        return silent.map(
          ({ when, wakes, source }) =>
            `${wakes ? "wakes" : "tells"} nobody when ${when} in "${group.name}" (${source})`,
        );
      }),
    );
  },
});

function tells(
  resource: PolicyResource,
  { traffic, withinSeconds, wakes }: Situation,
  stack: StackIndex,
): boolean {
  const alarm: Alarm = alarmOf(resource);
  return (
    alarm.seconds <= withinSeconds &&
    surelyGoesOff(alarm, reported(traffic)) &&
    (!wakes || loudnessOf(resource, stack) === "waking")
  );
}

/** Whether it belongs to the cell that waits for the next release. */
function isAsleep(service: PolicyResource, stack: StackIndex): boolean {
  const targets = stack.referring(service, scalingTargetType, "resourceId");
  return targets.length > 0 && targets.every(isIdle);
}
