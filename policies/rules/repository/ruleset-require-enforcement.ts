import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { rulesetType } from "./rulesets";

export const rulesetRequireEnforcement = resourceRule({
  types: [rulesetType],
  check({ props }) {
    const enforcement = textAt(props, "enforcement");
    return enforcement === "active" ? compliant : violation(`is ${enforcement}, not active`);
  },
});
