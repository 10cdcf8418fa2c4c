import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate, reviewingTeams } from "./gates";

export const gateRequireReviewers = resourceRule({
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return reviewingTeams(gate).length > 0
      ? compliant
      : violation("lets a deployment pass that no team approved");
  },
});
