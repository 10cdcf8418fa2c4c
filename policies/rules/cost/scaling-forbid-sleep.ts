import { compliant, resourceRule, violation } from "../../rule";
import { scalingTargetType, scheduledActionType } from "./scaling";

export const scalingForbidSleep = resourceRule({
  id: "scaling-forbid-sleep",
  severity: "critical",
  title: "No clock changes how many tasks serve production",
  why: "customers come at night as well",
  source: "COST-6",
  fix: "Leave the ScheduledAction out.",
  waivable: "outside production",
  types: [scalingTargetType, scheduledActionType],
  tiers: ["production"],
  check({ type }) {
    return type === scheduledActionType
      ? violation("changes by the clock how many tasks serve production")
      : compliant;
  },
});
