import { switchRule } from "./rulesets";

export const rulesetRequireSignatures = switchRule({
  id: "ruleset-require-signatures",
  severity: "medium",
  title: "Commits are signed",
  why: "a commit's author is only a text otherwise",
  source: "PIP-21",
  waivable: "outside production",
  also: ["CIS GH 1.1.12", "CKV_GIT_6"],
  path: "rules.requiredSignatures",
  otherwise: "takes commits that anyone could have written",
});
