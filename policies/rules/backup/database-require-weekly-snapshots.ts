import { compliant, stackRule, violation } from "../../rule";
import { neonProject } from "./neon";
import { weeklyRetentionDays } from "./retention";
import { snapshotDays } from "./snapshots";

export const databaseRequireWeeklySnapshots = stackRule({
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
