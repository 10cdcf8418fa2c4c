import { isText, textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { planType } from "./plan-rules";
import { longestPauseDays } from "./schedule";

const testType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const selectionType = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const longestDays = 31;

export const backupRequireRestoreTest = stackRule({
  id: "backup-require-restore-test",
  severity: "high",
  title: "Production's backups are restored on a schedule",
  why: "a backup that nobody ever restored is a hope",
  source: "BAK-10",
  fix: "Declare a RestoreTestingPlan with a RestoreTestingSelection.",
  waivable: "outside production",
  types: [planType],
  tiers: ["production"],
  check(_plan, _scope, stack) {
    const tests = stack.ofType(testType);
    if (tests.length === 0) return violation("makes backups that nothing restores");
    const selects = tests.filter(
      (test) =>
        stack.referring(test, selectionType, "restoreTestingPlanName").length > 0 ||
        (isText(test.props.name) &&
          stack.holding(selectionType, "restoreTestingPlanName", test.props.name).length > 0),
    );
    if (selects.length === 0)
      return violation("makes backups of which no restore test selects any");
    const pause = Math.min(
      ...selects.map(({ props }) => longestPauseDays(textAt(props, "scheduleExpression"))),
    );
    return pause <= longestDays
      ? compliant
      : violation(
          `makes backups that are restored every ${String(pause)} days; a month is the most`,
        );
  },
});
