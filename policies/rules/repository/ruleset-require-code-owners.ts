import { switchRule } from "./rulesets";

export const rulesetRequireCodeOwners = switchRule({
  id: "ruleset-require-code-owners",
  severity: "high",
  title: "Owners of the code approve what changes it",
  why: "they know what it may break",
  source: "PRC-9",
  waivable: "outside production",
  also: ["CIS GH 1.1.7"],
  path: "rules.pullRequest.requireCodeOwnerReview",
  otherwise: "merges what no owner of the code has seen",
});
