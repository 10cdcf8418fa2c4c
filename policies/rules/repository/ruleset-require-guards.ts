import { textAt } from "../../read";
import { resourceRule, violation, violationOf } from "../../rule";
import { openingsOf, openingsOfTags, rulesetType } from "./rulesets";

export const rulesetRequireGuards = resourceRule({
  id: "ruleset-require-guards",
  severity: "critical",
  title: "What is merged was approved, checked, signed and tried, and nobody passes by that",
  why: "whatever reaches a branch is deployed, and a rule with a way round it is advice",
  source: "PRC-9",
  fix: "Set it so in rules, and leave bypassActors out, but for teams among production's reviewers who make versions.",
  also: `
    CIS GH 1.1.3, CIS GH 1.1.4, CIS GH 1.1.7, CIS GH 1.1.9, CIS GH 1.1.10, CIS GH 1.1.11, CIS GH
    1.1.12, CIS GH 1.1.14, CIS GH 1.1.16, CIS GH 1.1.17, CKV_GIT_5, CKV_GIT_6`,
  types: [rulesetType],
  check(ruleset, { data }) {
    const enforcement = textAt(ruleset.props, "enforcement");
    if (enforcement !== "active") return violation(`is ${enforcement}, not active`);
    if (textAt(ruleset.props, "target") !== "branch") {
      return violationOf(openingsOfTags(ruleset, data));
    }
    return data.repository.checks.length > 0
      ? violationOf(openingsOf(ruleset, data))
      : violation("can't be judged", "List checks of repository in policies/environments.yaml.");
  },
});
