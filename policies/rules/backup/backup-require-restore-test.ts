import { isText, recordsAt, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { bucketTypes, holdsLogsAlone } from "./buckets";
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
    const selects = tests.filter((test) =>
      selectionsOf(test, stack).some((selection) => finds(selection, stack)),
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

function selectionsOf(test: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  const made = stack.referring(test, selectionType, "restoreTestingPlanName");
  if (made.length > 0 || !isText(test.props.name)) return made;
  return stack.holding(selectionType, "restoreTestingPlanName", test.props.name);
}

/** Whether a bucket of the stack has every tag that the selection asks for; without files there is none to find. */
function finds({ props }: PolicyResource, stack: StackIndex): boolean {
  const files = stack.of(bucketTypes).filter((bucket) => !holdsLogsAlone(bucket, stack));
  const wanted = recordsAt(props, "protectedResourceConditions.stringEquals").map((condition) => ({
    path: textAt(condition, "key").replace("aws:ResourceTag/", "tags."),
    value: textAt(condition, "value"),
  }));
  const has = (bucket: PolicyResource) =>
    wanted.every(({ path, value }) => valueAt(bucket.props, path) === value);
  return files.length === 0 || files.some(has);
}
