import { notApplicable, stackRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { actionsOn, scalingTargetType } from "./scaling";

const limits = ["minCapacity", "maxCapacity"];

/** A scheduled action writes the target's limits, so that the next update would wake what sleeps. */
export const scalingRequireIgnoredLimits = stackRule({
  id: "scaling-require-ignored-limits",
  severity: "medium",
  title: "An update leaves a schedule's limits alone",
  why: "it would wake what sleeps",
  source: "PRC-20",
  fix: `Add ${listed(limits, "and")} to opts.ignoreChanges.`,
  waivable: "everywhere",
  types: [scalingTargetType],
  check(target, _scope, stack) {
    if (actionsOn(target, stack).length === 0) return notApplicable;
    return violationOf(
      limits
        .filter((limit) => !target.options.ignoreChanges.includes(limit))
        .map((limit) => `sets ${limit} again that its schedule has changed`),
    );
  },
});
