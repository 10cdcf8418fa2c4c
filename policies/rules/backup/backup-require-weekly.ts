import { compliant, resourceRule, violation } from "../../rule";
import { longestRetention, planType, snapshotRules } from "./plan-rules";
import { weeklyRetentionDays } from "./retention";

export const backupRequireWeekly = resourceRule({
  types: [planType],
  tiers: ["production"],
  check(plan) {
    const kept = longestRetention(snapshotRules(plan), 7);
    return kept >= weeklyRetentionDays
      ? compliant
      : violation(
          `keeps weekly backups ${String(kept)} days; production needs at least ${String(weeklyRetentionDays)}`,
        );
  },
});
