import { notApplicable, resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType } from "./trust";

/** A job of one repository that passed the gate of one environment; whose environment it is says `trust-isolate`. */
const exact = /^repo:[^:*?]+\/[^:*?]+:environment:[^:*?]+$/;

export const githubTrustRequireSubject = resourceRule({
  types: [roleType],
  check(role) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    return violationOf(
      trusts.flatMap((trust) => {
        const subjects = claimValues(trust, "sub", ["StringEquals", "StringLike"]);
        if (subjects.length === 0) return ["trusts every GitHub token: it holds no sub"];
        return subjects
          .filter((subject) => !exact.test(subject))
          .map((subject) => `trusts the GitHub subject "${subject}"`);
      }),
    );
  },
});
