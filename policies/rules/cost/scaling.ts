import { recordsAt, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { serviceType } from "../release/ecs";

export const scalingTargetType = "aws:appautoscaling/target:Target";
const scheduledActionType = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** The scheduled actions on the same service. */
export function actionsOn(target: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  return stack.holding(scheduledActionType, "resourceId", textAt(target.props, "resourceId"));
}

/** Whether it keeps no task: the cell that waits for the next release. */
export function isIdle({ props }: PolicyResource): boolean {
  return valueAt(props, "maxCapacity") === 0 && valueAt(props, "minCapacity") === 0;
}

/** The container that takes the traffic of a service, by which its cells are known as one workload. */
export function workloadsOf(target: PolicyResource, stack: StackIndex): readonly string[] {
  return stack
    .targets(target, "resourceId")
    .filter(({ type }) => type === serviceType)
    .flatMap(({ props }) => recordsAt(props, "loadBalancers"))
    .map((balancer) => textAt(balancer, "containerName"));
}
