import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, reviewingTeams, startsUnasked } from "./gates";

export const gateRequireReviewers = resourceRule({
  id: "gate-require-reviewers",
  severity: "critical",
  title: "A team approves each gate, previews' included, but that of staging",
  why: "its jobs change the environment, or read its state with the passwords in it",
  source: "PIP-4",
  fix: "Add a team to reviewers[].teams.",
  waivable: "everywhere",
  also: ["CIS GH 5.2.3"],
  types: [gateType],
  check(gate, scope) {
    if (startsUnasked(gate, scope)) return notApplicable;
    return reviewingTeams(gate).length > 0
      ? compliant
      : violation("lets jobs pass that no team approved");
  },
});
