import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { daysByTier } from "../../wording";
import { longestRetention, planType, snapshotRules } from "./plan-rules";
import { dailyRetentionDays } from "./retention";

/** Development backs its files up weekly, every other environment daily (BAK-5). */
const weeklySuffices = ["preview", "dev"];

export const backupRequireRetention = resourceRule({
  id: "backup-require-retention",
  severity: "high",
  title: `Backups stay ${daysByTier(dailyRetentionDays)}`,
  why: "each environment's recovery relies on them",
  source: "BAK-5",
  fix: "Set rules[].lifecycle.deleteAfter.",
  waivable: "outside production",
  types: [planType],
  check(plan, { tier }) {
    const needed = dailyRetentionDays[tier];
    if (needed === undefined) return notApplicable;
    const [pauseDays, often] = weeklySuffices.includes(tier) ? [7, "weekly"] : [1, "daily"];
    const kept = longestRetention(snapshotRules(plan), pauseDays);
    if (kept >= needed) return compliant;
    return kept === 0
      ? violation(
          `makes no ${often} backup; ${tier} keeps one at least ${String(needed)} days`,
          `Add a rule with a ${often} schedule and set its lifecycle.deleteAfter to ${String(needed)}.`,
        )
      : violation(
          `keeps ${often} backups ${String(kept)} days; ${tier} needs at least ${String(needed)}`,
          `Set rules[].lifecycle.deleteAfter to ${String(needed)}.`,
        );
  },
});
