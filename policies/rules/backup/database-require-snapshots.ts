import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { daysByTier } from "../../wording";
import { neonProject } from "./neon";
import { dailyRetentionDays, secondsPerDay } from "./retention";
import { snapshotDays } from "./snapshots";

export const databaseRequireSnapshots = stackRule({
  id: "database-require-snapshots",
  severity: "high",
  title: `Daily snapshots stay ${daysByTier(dailyRetentionDays)}`,
  why: "point-in-time recovery ends after a few days",
  source: "BAK-1",
  fix: "Give the project a SnapshotSchedule with a daily item.",
  waivable: "outside production",
  types: [neonProject],
  check(project, { tier }, stack) {
    const needed = dailyRetentionDays[tier];
    if (needed === undefined) return notApplicable;
    const kept = snapshotDays(project, stack, ["hourly", "daily"]);
    if (kept >= needed) return compliant;
    return kept === 0
      ? violation(`makes no daily snapshot; ${tier} keeps one at least ${String(needed)} days`)
      : violation(
          `keeps daily snapshots ${String(kept)} days; ${tier} needs at least ${String(needed)}`,
          `Set retentionSeconds of its SnapshotSchedule's daily item to ${String(needed * secondsPerDay)}.`,
        );
  },
});
