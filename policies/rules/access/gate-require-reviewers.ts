import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate, reviewingTeams } from "./gates";

export const gateRequireReviewers = resourceRule({
  id: "gate-require-reviewers",
  severity: "critical",
  title: "A team approves each gate of production",
  why: "production is deployed after an approval",
  source: "PIP-4",
  fix: "Add a team to reviewers[].teams.",
  waivable: "everywhere",
  also: ["CIS GH 5.2.3"],
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return reviewingTeams(gate).length > 0
      ? compliant
      : violation("lets a deployment pass that no team approved");
  },
});
