import { numberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { guardsBranches, guardsRelease, rulesetType } from "./rulesets";

const path = "rules.pullRequest.requiredApprovingReviewCount";

/** Two where production is deployed from, one elsewhere. */
export const rulesetRequireReviews = resourceRule({
  id: "ruleset-require-reviews",
  severity: "critical",
  title: "Two people approve what goes to main, one what goes elsewhere",
  why: "a mistake is seen by who did not make it",
  source: "ADR-015",
  fix: "Set rules.pullRequest.requiredApprovingReviewCount.",
  waivable: "outside production",
  also: ["CIS GH 1.1.3", "CKV_GIT_5"],
  types: [rulesetType],
  check(ruleset) {
    if (!guardsBranches(ruleset)) return notApplicable;
    const needed = guardsRelease(ruleset) ? 2 : 1;
    const count = numberAt(ruleset.props, path);
    return count >= needed
      ? compliant
      : violation(
          `merges at ${String(count)} of the ${String(needed)} approvals that it needs`,
          `Set ${path} to ${String(needed)}.`,
        );
  },
});
