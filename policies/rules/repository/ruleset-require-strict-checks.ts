import { switchRule } from "./rulesets";

export const rulesetRequireStrictChecks = switchRule({
  id: "ruleset-require-strict-checks",
  severity: "high",
  title: "What is merged was checked with what it is merged into",
  why: "two changes that pass may not pass together",
  source: "QUA-1",
  waivable: "outside production",
  also: ["CIS GH 1.1.10"],
  path: "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy",
  otherwise: "merges what was checked against an older branch",
});
