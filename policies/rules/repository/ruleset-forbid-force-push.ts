import { switchRule } from "./rulesets";

export const rulesetForbidForcePush = switchRule({
  id: "ruleset-forbid-force-push",
  severity: "high",
  title: "History is never rewritten",
  why: "what was deployed must be found again",
  source: "PIP-21",
  waivable: "outside production",
  also: ["CIS GH 1.1.16"],
  path: "rules.nonFastForward",
  otherwise: "lets its history be rewritten",
});
