import { switchRule } from "./rulesets";

export const rulesetRequireStrictChecks = switchRule(
  "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy",
  "merges what was checked against an older branch",
);
