import { textsAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { alarmOf, metricAlarmType, surelyGoesOff } from "../../series/alarm";
import { alarmsOn } from "../../series/alarms-on";
import { reported, situationsOf } from "../../series/traffic";
import type { StackIndex } from "../../stack-index";
import { regionOf } from "../backup/vaults";
import { bakeMinutes, guardedTiers, serviceType, shiftsTraffic, targetGroupType } from "./ecs";

const switches = ["alarms.enable", "alarms.rollback"];

export const ecsRequireRollbackAlarms = stackRule({
  id: "ecs-require-rollback-alarms",
  title:
    "A revision of staging or production that fails or is slow, on either side, is taken back within each wait of its deployment",
  why: "the circuit breaker sees tasks, alarms see visitors, and one that goes off after the wait takes nothing back",
  source: "REL-23",
  fix: "Set alarms.enable and rollback to true, and name an alarm on each target group that goes off before a wait is over.",
  types: [serviceType],
  tiers: guardedTiers,
  check(service, { tier }, stack) {
    const names = textsAt(service.props, "alarms.alarmNames");
    const named = names.map((name) => ({ name, alarm: alarmNamed(name, service, stack) }));
    const watched = named.flatMap(({ alarm }) => alarm ?? []);
    const groups = stack
      .targets(service, "loadBalancers")
      .filter(({ type }) => type === targetGroupType);
    const missed = groups.flatMap((group) => {
      const alarms = alarmsOn(group, stack).filter((alarm) => watched.includes(alarm));
      return situationsOf(tier)
        .filter(({ endsDeployment }) => endsDeployment)
        .filter(
          ({ traffic }) =>
            !alarms.some((alarm) => surelyGoesOff(alarmOf(alarm), reported(traffic))),
        )
        .map(({ when }) => `watches no alarm that goes off when ${when} in "${group.name}"`);
    });
    return violationOf([
      ...switches
        .filter((path) => valueAt(service.props, path) !== true)
        .map((path) => `leaves ${path} off`),
      ...named
        .filter(({ alarm }) => alarm === undefined)
        .map(({ name }) => `watches the alarm "${name}", which the stack does not declare`),
      ...missed,
      ...tooShort(service, watched),
    ]);
  },
});

/** The alarm of that name in the service's region: a name is one region's. */
function alarmNamed(
  name: string,
  service: PolicyResource,
  stack: StackIndex,
): PolicyResource | undefined {
  const region = regionOf(service);
  return stack.holding(metricAlarmType, "name", name).find((alarm) => regionOf(alarm) === region);
}

function tooShort(service: PolicyResource, watched: readonly PolicyResource[]): readonly string[] {
  if (!shiftsTraffic(service)) return [];
  const slowest = Math.max(0, ...watched.map((alarm) => alarmOf(alarm).seconds));
  return [...bakeMinutes(service)]
    .filter(([, minutes]) => minutes * 60 <= slowest)
    .map(
      ([path, minutes]) =>
        `waits ${String(minutes)} minutes (${path}), but its slowest alarm needs ${String(slowest / 60)} to go off`,
    );
}
