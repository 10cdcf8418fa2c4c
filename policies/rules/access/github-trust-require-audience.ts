import { notApplicable, resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType } from "./trust";

const audience = "sts.amazonaws.com";

export const githubTrustRequireAudience = resourceRule({
  id: "github-trust-require-audience",
  severity: "critical",
  title: "GitHub tokens are trusted for AWS only",
  why: "a token made for someone else must not open the account",
  source: "PRC-6",
  fix: `Let aud equal ${audience}.`,
  waivable: "never",
  also: ["CKV_AWS_358"],
  types: [roleType],
  check(role) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    const open = trusts.filter((trust) => {
      const audiences = claimValues(trust, "aud");
      return audiences.length === 0 || audiences.some((value) => value !== audience);
    });
    return violationOf(open.length === 0 ? [] : ["trusts GitHub tokens made for another audience"]);
  },
});
