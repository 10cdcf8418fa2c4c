import { switchRule } from "./rulesets";

export const rulesetForbidForcePush = switchRule(
  "rules.nonFastForward",
  "lets its history be rewritten",
);
