import { resourceRule, violationOf } from "../../rule";
import { roleType, trustsOf } from "../access/trust";

/** Subjects of GitHub's tokens are held by `github-trust-require-subject`. */
export const trustForbidWildcard = resourceRule({
  id: "trust-forbid-wildcard",
  severity: "critical",
  title: "A role trusts named principals only",
  why: "a wildcard trusts accounts that nobody here knows",
  source: "PRC-5",
  fix: "Name the principals.",
  waivable: "never",
  also: ["CKV_AWS_60", "CKV_AWS_61"],
  types: [roleType],
  check(role) {
    const wide = trustsOf(role)
      .flatMap(({ principals }) => [...principals.values()].flat())
      .filter((principal) => principal.includes("*"));
    return violationOf(
      [...new Set(wide)].map((principal) => `trusts the principal "${principal}"`),
    );
  },
});
