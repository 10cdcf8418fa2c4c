import { asList, recordsIn, valueAt } from "../../read";
import { type PolicyResource, stackType } from "../../resource";
import { notApplicable, type Scope, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { inWords } from "../../wording";
import { gateType, isGate, reviewingTeams } from "./gates";

const gatesOfProduction = 2;

export const gateRequireTwoPeople = stackRule({
  id: "gate-require-two-people",
  severity: "critical",
  title: `A team that is meant to approves what passes a gate, but those of staging and of builds, and nobody their own; production has ${inWords(gatesOfProduction)} gates with different teams`,
  why: "its jobs change the environment, or read its state with the passwords in it, and GitHub asks one reviewer per environment",
  source: "PIP-4",
  fix: "Give each gate a team in reviewers[].teams, of those in environments.yaml, production two gates with disjoint ones, and set preventSelfReview to true.",
  waivable: "everywhere",
  also: "CIS GH 1.1.3, CIS GH 5.2.3",
  types: [stackType, gateType],
  check(resource, scope, stack) {
    if (resource.type === stackType) return violationOfAll(stack, scope);
    // Staging follows its branch, whose merges were reviewed (PIP-2), and builds change no environment.
    const { tier } = scope;
    if ((tier === "staging" || tier === "shared") && isGate(resource, scope)) return notApplicable;
    const teams = reviewingTeams(resource).map(String);
    const others = teams.filter((team) => !scope.environment.reviewers.includes(team));
    const users = recordsIn(resource.props, "reviewers").flatMap((each) => asList(each.users));
    return violationOf([
      ...(teams.length > 0 ? [] : ["lets jobs pass that no team approved"]),
      ...others.map((team) => `lets team ${team} approve, which is none of its reviewers`),
      ...(users.length === 0 ? [] : [`lets user ${users.map(String).join(", ")} approve alone`]),
      ...(valueAt(resource.props, "preventSelfReview") === true
        ? []
        : ["lets people approve what they started themselves"]),
    ]);
  },
});

function violationOfAll(stack: StackIndex, scope: Scope) {
  const declared = stack.ofType(gateType);
  if (scope.tier !== "production" || declared.length === 0) return notApplicable;
  const gates = declared.filter((gate) => isGate(gate, scope) && reviewingTeams(gate).length > 0);
  const again = repeatedIn(gates);
  return violationOf([
    ...(gates.length >= gatesOfProduction
      ? []
      : [
          `has ${String(gates.length)} gate with reviewers, where one approval suffices; production needs ${inWords(gatesOfProduction)} gates`,
        ]),
    ...(again.length === 0 ? [] : [`lets team ${again.join(", ")} approve at more than one gate`]),
  ]);
}

/** Teams that may approve at several gates. */
function repeatedIn(gates: readonly PolicyResource[]): readonly number[] {
  const teams = gates.flatMap((gate) => [...new Set(reviewingTeams(gate))]);
  return [...new Set(teams.filter((team, index) => teams.indexOf(team) !== index))];
}
