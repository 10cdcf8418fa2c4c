import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { few } from "../../wording";
import { boundariesOf, policyType } from "../../who-can/rights";
import { escapesFrom } from "../../who-can/boundary-escapes";

export const boundaryForbidEscape = stackRule({
  id: "boundary-forbid-escape",
  severity: "critical",
  title: "A boundary holds a role that is allowed everything",
  why: "whoever may make roles must not make themselves administrators",
  source: "PRC-1",
  fix: "Deny it in the boundary.",
  waivable: "never",
  types: [policyType],
  check(policy, scope, stack) {
    const { name } = policy.props;
    const isBoundary = boundariesOf(scope.environment).some((arn) =>
      arn.endsWith(`:policy/${String(name)}`),
    );
    if (!isBoundary) return notApplicable;
    const found = few(escapesFrom(policy, scope, stack)).join(", ");
    return found === "" ? compliant : violation(`lets a role that is allowed everything ${found}`);
  },
});
