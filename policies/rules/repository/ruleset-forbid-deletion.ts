import { switchRule } from "./rulesets";

export const rulesetForbidDeletion = switchRule({
  id: "ruleset-forbid-deletion",
  severity: "high",
  title: "A branch that is deployed can't be deleted",
  why: "its rules go with it",
  source: "PIP-21",
  waivable: "outside production",
  also: ["CIS GH 1.1.17"],
  path: "rules.deletion",
  otherwise: "lets the branch be deleted",
});
