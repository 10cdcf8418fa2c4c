import { notApplicable, resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** `sub` changes with a repository's name, and its form has changed before: these two hold on their own. */
export const githubTrustRequireClaims = resourceRule({
  id: "github-trust-require-claims",
  severity: "high",
  title: "GitHub tokens are also held by repository_id and environment",
  why: "names can be taken over, ids can't",
  source: "ADR-015",
  fix: "Let repository_id and environment equal their values.",
  waivable: "never",
  types: [roleType],
  check(role, { data }) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    const claims: readonly (readonly [claim: string, holds: (value: string) => boolean])[] = [
      ["repository_id", (value) => value === data.repository.id],
      ["environment", (value) => /^[^*?]+$/.test(value)],
    ];
    return violationOf(
      trusts.flatMap((trust) =>
        claims
          .filter(([claim, holds]) => {
            const values = claimValues(trust, claim);
            return values.length === 0 || !values.every(holds);
          })
          .map(([claim]) => `does not hold the claim ${claim}`),
      ),
    );
  },
});
