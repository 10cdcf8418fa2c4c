import { numberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { guardsBranches, guardsRelease, rulesetType } from "./rulesets";

const path = "rules.pullRequest.requiredApprovingReviewCount";

/** Two where production is deployed from, one elsewhere. */
export const rulesetRequireReviews = resourceRule({
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
