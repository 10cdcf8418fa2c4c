import { resourceRule, violationOf } from "../../rule";
import { roleType, trustsOf } from "./trust";

/** `ForAllValues:` holds for an empty set, `…IfExists` for a claim that is not there. */
const satisfiedByAbsence = /^ForAllValues:|IfExists$/i;

export const trustForbidAbsentClaims = resourceRule({
  id: "trust-forbid-absent-claims",
  severity: "critical",
  title: "No condition of a trust holds for a claim that is absent",
  why: "it would trust every token that leaves the claim out",
  source: "PRC-6",
  fix: "Use StringEquals.",
  waivable: "never",
  types: [roleType],
  check(role) {
    const operators = trustsOf(role)
      .flatMap(({ conditions }) => conditions.map(({ operator }) => operator))
      .filter((operator) => satisfiedByAbsence.test(operator));
    return violationOf(
      [...new Set(operators)].map(
        (operator) => `trusts by ${operator}, which a token without the claim satisfies`,
      ),
    );
  },
});
