import { numberAt, textAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { hoursAsleep } from "./sleep";
import { actionsOn, scalingTargetType, workloadsOf } from "./scaling";

const most = "scalableTargetAction.maxCapacity";
/** About the nights of five days, or a weekend. */
const fewestHours = 40;

export const scalingRequireSleep = stackRule({
  id: "scaling-require-sleep",
  severity: "low",
  title: `Development's tasks stop after hours, for ${String(fewestHours)} hours a week at least, and start again`,
  why: "nobody uses them at night",
  source: "COST-3",
  fix: "Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.",
  waivable: "everywhere",
  types: [scalingTargetType],
  tiers: ["preview", "dev"],
  check(target, _scope, stack) {
    const tasks = tasksOf(target, stack);
    if (tasks.length === 0 && standsBesideSleeper(target, stack)) return notApplicable;
    const hours =
      tasks.includes(0) && tasks.some((count) => count > 0) ? hoursIn(target, stack) : undefined;
    return violationOf([
      ...(hours !== undefined && hours < fewestHours
        ? [`sleeps for ${String(hours)} hours a week; at least ${String(fewestHours)} are meant`]
        : []),
      ...(tasks.includes(0) ? [] : ["is never stopped"]),
      ...(tasks.some((count) => count > 0) ? [] : ["is never started again"]),
    ]);
  },
});

function hoursIn(target: PolicyResource, stack: StackIndex): number {
  return hoursAsleep(
    actionsOn(target, stack).map(({ props }) => ({
      schedule: textAt(props, "schedule"),
      tasks: numberAt(props, most),
    })),
  );
}

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
