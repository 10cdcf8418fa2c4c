import { resourceRule, violationOf } from "../../rule";
import { roleType, trustsOf } from "../access/trust";

/** Subjects of GitHub's tokens are held by `github-trust-require-subject`. */
export const trustForbidWildcard = resourceRule({
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
