import { notApplicable, resourceRule, violationOf } from "../../rule";
import { planRules, planType } from "./plan-rules";

/** How long AWS Backup keeps a continuous recovery point. */
const shortestDays = 1;
const longestDays = 35;
const limits = `${String(shortestDays)} to ${String(longestDays)}`;

export const backupRequireContinuousLimit = resourceRule({
  id: "backup-require-continuous-limit",
  severity: "medium",
  title: `A continuous backup is kept ${limits} days`,
  why: "AWS Backup refuses more, so a longer one is no backup",
  source: "PRC-13",
  fix: `Set its lifecycle.deleteAfter to ${String(longestDays)} or less and keep snapshots beside it.`,
  waivable: "outside production",
  types: [planType],
  check(plan) {
    const continuous = planRules(plan).filter((rule) => rule.continuous);
    if (continuous.length === 0) return notApplicable;
    return violationOf(
      continuous
        .filter(({ deleteAfterDays: days }) => days < shortestDays || days > longestDays)
        .map(
          ({ name, deleteAfterDays: days }) =>
            `keeps the continuous backup of "${name}" ${String(days)} days; AWS Backup takes ${limits}`,
        ),
    );
  },
});
