import type { Repository } from "../../environments";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** `sub` changes with a repository's name, and its form has changed before: these two hold on their own. */
const claims: Readonly<Record<string, (value: string, repository: Repository) => boolean>> = {
  repository_id: (value, { id }) => value === id,
  environment: (value) => /^[^*?]+$/.test(value),
};
const names = listed(Object.keys(claims), "and");

export const githubTrustRequireClaims = resourceRule({
  id: "github-trust-require-claims",
  severity: "high",
  title: `GitHub tokens are also held by ${names}`,
  why: "names can be taken over, ids can't",
  source: "PRC-6",
  fix: `Let ${names} equal their values.`,
  waivable: "never",
  types: [roleType],
  check(role, { data }) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    return violationOf(
      trusts.flatMap((trust) =>
        Object.entries(claims)
          .filter(([claim, holds]) => {
            const values = claimValues(trust, claim);
            return values.length === 0 || !values.every((value) => holds(value, data.repository));
          })
          .map(([claim]) => `does not hold the claim ${claim}`),
      ),
    );
  },
});
