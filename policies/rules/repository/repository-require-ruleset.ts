import { valueAt } from "../../read";
import { stackType } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import { guardsRelease, rulesetType } from "./rulesets";

export const repositoryRequireRuleset = stackRule({
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
