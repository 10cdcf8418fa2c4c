import { notApplicable, resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** `sub` changes with a repository's name, and its form has changed before: these two hold on their own. */
const claims: readonly (readonly [claim: string, form: RegExp])[] = [
  ["repository_id", /^\d+$/],
  ["environment", /^[^*?]+$/],
];

export const githubTrustRequireClaims = resourceRule({
  types: [roleType],
  check(role) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    return violationOf(
      trusts.flatMap((trust) =>
        claims
          .filter(([claim, form]) => {
            const values = claimValues(trust, claim);
            return values.length === 0 || !values.every((value) => form.test(value));
          })
          .map(([claim]) => `does not hold the claim ${claim}`),
      ),
    );
  },
});
