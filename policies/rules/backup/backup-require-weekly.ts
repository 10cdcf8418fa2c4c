import { compliant, resourceRule, violation } from "../../rule";
import { longestRetention, planType, snapshotRules } from "./plan-rules";
import { weeklyRetentionDays } from "./retention";

export const backupRequireWeekly = resourceRule({
  id: "backup-require-weekly",
  severity: "high",
  title: "Production keeps a weekly backup for a year",
  why: "damage is sometimes found late",
  source: "BAK-2",
  fix: `Add a weekly rule with lifecycle.deleteAfter ${String(weeklyRetentionDays)}.`,
  waivable: "outside production",
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
