import { compliant, resourceRule, violation } from "../../rule";
import { scalingTargetType, scheduledActionType } from "./scaling";

export const scalingForbidSleep = resourceRule({
  types: [scalingTargetType, scheduledActionType],
  tiers: ["production"],
  check({ type }) {
    return type === scheduledActionType
      ? violation("changes by the clock how many tasks serve production")
      : compliant;
  },
});
