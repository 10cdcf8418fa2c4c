import { valueAt } from "../../read";
import { stackType } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import { guardsRelease, rulesetType } from "./rulesets";

export const repositoryRequireRuleset = stackRule({
  id: "repository-require-ruleset",
  severity: "critical",
  title: "The branch that production is deployed from has rules",
  why: "anyone with write access would deploy",
  source: "QUA-1",
  fix: "Declare a RepositoryRuleset for refs/heads/main with enforcement active.",
  waivable: "never",
  also: ["CIS GH 1.1.3"],
  types: [stackType],
  tiers: ["shared"],
  check(_root, _scope, stack) {
    const guards = stack
      .ofType(rulesetType)
      .filter(({ props }) => valueAt(props, "enforcement") === "active");
    return guards.some(guardsRelease)
      ? compliant
      : violation("has no active ruleset on main, so that anyone with write access may push to it");
  },
});
