import { numberAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { actionsOn, scalesTasks, scalingTargetType } from "./scaling";

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
    const tasks = actionsOn(target, stack).map(({ props }) => numberAt(props, most));
    return violationOf([
      ...(tasks.includes(0) ? [] : ["is never stopped"]),
      ...(tasks.some((count) => count > 0) ? [] : ["is never started again"]),
    ]);
  },
});
