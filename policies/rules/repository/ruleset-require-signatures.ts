import { switchRule } from "./rulesets";

export const rulesetRequireSignatures = switchRule(
  "rules.requiredSignatures",
  "takes commits that anyone could have written",
);
