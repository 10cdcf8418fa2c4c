import { stackType } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { inWords } from "../../wording";
import { gateType, isGate, reviewingTeams } from "./gates";

const needed = 2;

export const gateRequireTwoApprovals = stackRule({
  id: "gate-require-two-approvals",
  severity: "critical",
  title: `Production has ${inWords(needed)} gates with different teams`,
  why: `GitHub asks one reviewer per environment, and production needs ${inWords(needed)}`,
  source: "PIP-5",
  fix: "Declare production-approval and production with disjoint reviewers[].teams.",
  waivable: "everywhere",
  also: ["CIS GH 1.1.3"],
  types: [stackType],
  tiers: ["production"],
  check(_root, scope, stack) {
    const environments = stack.ofType(gateType);
    if (environments.length === 0) return notApplicable;
    const gates = environments.filter(
      (gate) => isGate(gate, scope) && reviewingTeams(gate).length > 0,
    );
    if (gates.length < needed) {
      return violation(
        `has ${String(gates.length)} gate with reviewers, where one approval suffices; production needs ${inWords(needed)} gates`,
      );
    }
    const seen = new Set<number>();
    const repeated = gates.flatMap((gate) => {
      const teams = new Set(reviewingTeams(gate));
      const again = [...teams].filter((team) => seen.has(team));
      for (const team of teams) seen.add(team);
      return again;
    });
    return repeated.length === 0
      ? compliant
      : violation(`lets team ${repeated.map(String).join(", ")} approve at more than one gate`);
  },
});
