import { plansProtecting } from "../../calendar/aws-backup";
import { longestPause, runDays } from "../../calendar/schedule";
import { holds } from "../../calendar/selections";
import { isText, numberAt, recordsAt, textAt, textsAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { effectiveTags } from "../hygiene/tags";
import { bucketType, holdsLogsAlone, isReplica } from "./buckets";
import { vaultOf } from "./vaults";

const testType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const selectionType = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const longestDays = 31;

export const dataRequireRestoreTest = stackRule({
  id: "data-require-restore-test",
  title: "A test restores each of production's stores of files once a month",
  why: "a backup that nobody ever restored is a hope",
  source: "BAK-10",
  fix: "Declare a RestoreTestingPlan on the vault, with a RestoreTestingSelection that finds it.",
  types: [bucketType],
  tiers: ["production"],
  check(bucket, _scope, stack) {
    if (isReplica(bucket, stack) || holdsLogsAlone(bucket, stack)) return notApplicable;
    const selected = stack
      .ofType(testType)
      .filter((test) => selectionsOf(test, stack).some((selection) => finds(selection, bucket)));
    if (selected.length === 0) return violation("is selected by no restore test");
    const problems = selected.map((test) => problemOf(test, bucket, stack));
    return problems.includes(undefined)
      ? compliant
      : violationOf(problems.flatMap((problem) => problem ?? []));
  },
});

function selectionsOf(test: PolicyResource, stack: StackIndex): readonly PolicyResource[] {
  const made = stack.referring(test, selectionType, "restoreTestingPlanName");
  if (made.length > 0 || !isText(test.props.name)) return made;
  return stack.holding(selectionType, "restoreTestingPlanName", test.props.name);
}

function finds({ props }: PolicyResource, bucket: PolicyResource): boolean {
  const stringEquals = recordsAt(props, "protectedResourceConditions.stringEquals");
  return holds({ stringEquals }, effectiveTags(bucket));
}

/** Why a test restores nothing of the bucket at some time; `undefined` where it always does. */
function problemOf(
  { name, props }: PolicyResource,
  bucket: PolicyResource,
  stack: StackIndex,
): string | undefined {
  const runs = runDays(textAt(props, "scheduleExpression"));
  const pause = longestPause(runs);
  if (pause > longestDays) {
    return `is restored by "${name}" every ${String(pause)} days; a month is the most`;
  }
  const types = textsAt(props, "recoveryPointSelection.recoveryPointTypes");
  const window = numberAt(props, "recoveryPointSelection.selectionWindowDays");
  const vaults = textsAt(props, "recoveryPointSelection.includeVaults");
  const within = new Set(
    vaults.map((arn) => {
      if (arn === "*") return arn;
      const { region, vault } = vaultOf(arn);
      return `${region} ${vault}`;
    }),
  );
  const made = plansProtecting(bucket, `arn:aws:s3:::${textAt(bucket.props, "bucket")}`, stack)
    .filter(({ fails }) => fails === undefined)
    .filter(({ vault = "" }) => within.has(vault) || within.has("*"))
    .filter(({ means }) => types.includes(means === "backup" ? "SNAPSHOT" : "CONTINUOUS"))
    .flatMap((protection) => protection.made);
  const first = runs.find(
    (day) => day >= window && !made.some((point) => point <= day && point > day - window),
  );
  return first === undefined
    ? undefined
    : `has no restore point of the ${String(window)} days before day ${String(first)}, on which "${name}" restores one`;
}
