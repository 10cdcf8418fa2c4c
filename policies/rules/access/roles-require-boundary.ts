import { textAt } from "../../read";
import { compliant, stackRule, violation } from "../../rule";
import { boundariesOf, policyType } from "../../who-can/rights";
import { roleType } from "../../who-can/ways-in";

/** Any other policy of the account could bound nothing: whoever makes a role can make a policy as well. */
export const rolesRequireBoundary = stackRule({
  id: "roles-require-boundary",
  severity: "critical",
  title: "Every role has a permissions boundary",
  why: "whoever may make roles must not make themselves administrators",
  source: "PRC-1",
  fix: "Set permissionsBoundary to the environment's boundary policy, and declare that.",
  types: [roleType],
  check({ props }, { environment }, stack) {
    const boundary = textAt(props, "permissionsBoundary");
    if (!boundariesOf(environment).includes(boundary)) {
      return violation(`is bounded by "${boundary}", which is not ${environment.name}'s boundary`);
    }
    const name = boundary.slice(boundary.lastIndexOf("/") + 1);
    // A pull request's roles are bounded by what the environment declares that it lives in.
    const isElsewhere = environment.within !== undefined;
    return isElsewhere || stack.holding(policyType, "name", name).length > 0
      ? compliant
      : violation(`is bounded by "${boundary}", which the stack does not declare`);
  },
});
