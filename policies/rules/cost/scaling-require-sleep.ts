import { numberAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { actionsOn, scalesTasks, scalingTargetType, workloadsOf } from "./scaling";

const most = "scalableTargetAction.maxCapacity";

export const scalingRequireSleep = stackRule({
  id: "scaling-require-sleep",
  severity: "low",
  title: "Development's tasks stop after hours and start again",
  why: "nobody uses them at night",
  source: "COST-3",
  fix: "Declare a ScheduledAction with maxCapacity 0, and one that starts them again.",
  waivable: "everywhere",
  types: [scalingTargetType],
  tiers: ["preview", "dev"],
  check(target, _scope, stack) {
    if (!scalesTasks(target)) return notApplicable;
    const tasks = tasksOf(target, stack);
    if (tasks.length === 0 && standsBesideSleeper(target, stack)) return notApplicable;
    return violationOf([
      ...(tasks.includes(0) ? [] : ["is never stopped"]),
      ...(tasks.some((count) => count > 0) ? [] : ["is never started again"]),
    ]);
  },
});

/** How many tasks its schedules allow. */
function tasksOf(target: PolicyResource, stack: StackIndex): readonly number[] {
  return actionsOn(target, stack).map(({ props }) => numberAt(props, most));
}

/** Whether the workload's tasks in another cell sleep: this cell is warm, for as long as traffic moves. */
function standsBesideSleeper(target: PolicyResource, stack: StackIndex): boolean {
  const workloads = workloadsOf(target, stack);
  return stack
    .ofType(scalingTargetType)
    .some(
      (other) =>
        other !== target &&
        tasksOf(other, stack).includes(0) &&
        workloadsOf(other, stack).some((workload) => workloads.includes(workload)),
    );
}
