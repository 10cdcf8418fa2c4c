import { compliant, stackRule, violation } from "../../rule";
import { neonProject } from "./neon";
import { secondsPerDay, weeklyRetentionDays } from "./retention";
import { snapshotDays } from "./snapshots";

export const databaseRequireWeeklySnapshots = stackRule({
  id: "database-require-weekly-snapshots",
  severity: "high",
  title: "Production keeps a weekly snapshot for a year",
  why: "damage is sometimes found late",
  source: "BAK-2",
  fix: `Add a weekly item with retentionSeconds ${String(weeklyRetentionDays * secondsPerDay)} to its SnapshotSchedule.`,
  waivable: "outside production",
  types: [neonProject],
  tiers: ["production"],
  check(project, _scope, stack) {
    const kept = snapshotDays(project, stack, ["hourly", "daily", "weekly"]);
    return kept >= weeklyRetentionDays
      ? compliant
      : violation(
          `keeps weekly snapshots ${String(kept)} days; production needs at least ${String(weeklyRetentionDays)}`,
        );
  },
});
