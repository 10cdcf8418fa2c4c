import { notApplicable, resourceRule, violationOf } from "../../rule";
import { planRules, planType } from "./plan-rules";

/** AWS Backup keeps a continuous recovery point 1 to 35 days. */
const longestDays = 35;

export const backupRequireContinuousLimit = resourceRule({
  id: "backup-require-continuous-limit",
  severity: "medium",
  title: "A continuous backup is kept 1 to 35 days",
  why: "AWS Backup refuses more, so a longer one is no backup",
  source: "ADR-005",
  fix: "Set its lifecycle.deleteAfter to 35 or less and keep snapshots beside it.",
  waivable: "outside production",
  types: [planType],
  check(plan) {
    const continuous = planRules(plan).filter((rule) => rule.continuous);
    if (continuous.length === 0) return notApplicable;
    return violationOf(
      continuous
        .filter(({ deleteAfterDays }) => deleteAfterDays < 1 || deleteAfterDays > longestDays)
        .map(
          ({ name, deleteAfterDays }) =>
            `keeps the continuous backup of "${name}" ${String(deleteAfterDays)} days; AWS Backup takes 1 to ${String(longestDays)}`,
        ),
    );
  },
});
