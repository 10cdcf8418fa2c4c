import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { rulesetType } from "./rulesets";

export const rulesetRequireEnforcement = resourceRule({
  id: "ruleset-require-enforcement",
  severity: "high",
  title: "Rulesets are enforced",
  why: "one that is switched off looks like one that is on",
  source: "QUA-1",
  fix: "Set enforcement to active.",
  waivable: "outside production",
  types: [rulesetType],
  check({ props }) {
    const enforcement = textAt(props, "enforcement");
    return enforcement === "active" ? compliant : violation(`is ${enforcement}, not active`);
  },
});
