import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { targetGroupType } from "../rules/release/ecs";
import { metricAlarmType } from "./alarm";

/** The alarms on a target group and on no other: one without traffic may take the other's alarm with it. */
export function alarmsOn(group: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  return stack
    .referring(group, metricAlarmType, "metricQueries")
    .filter((alarm) =>
      stack
        .targets(alarm, "metricQueries")
        .every((other) => other === group || other.type !== targetGroupType),
    );
}
