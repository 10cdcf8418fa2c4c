import { numberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { capitalized, inWords } from "../../wording";
import { guardsBranches, guardsRelease, rulesetType } from "./rulesets";

const path = "rules.pullRequest.requiredApprovingReviewCount";
const neededOnMain = 2;
const neededElsewhere = 1;

export const rulesetRequireReviews = resourceRule({
  id: "ruleset-require-reviews",
  severity: "critical",
  title: `${capitalized(inWords(neededOnMain))} people approve what goes to main, ${inWords(neededElsewhere)} what goes elsewhere`,
  why: "a mistake is seen by who did not make it",
  source: "PRC-9",
  fix: `Set ${path}.`,
  waivable: "outside production",
  also: ["CIS GH 1.1.3", "CKV_GIT_5"],
  types: [rulesetType],
  check(ruleset) {
    if (!guardsBranches(ruleset)) return notApplicable;
    const needed = guardsRelease(ruleset) ? neededOnMain : neededElsewhere;
    const count = numberAt(ruleset.props, path);
    return count >= needed
      ? compliant
      : violation(
          `merges at ${String(count)} of the ${String(needed)} approvals that it needs`,
          `Set ${path} to ${String(needed)}.`,
        );
  },
});
