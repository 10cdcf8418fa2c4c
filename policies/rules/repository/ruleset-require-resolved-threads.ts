import { switchRule } from "./rulesets";

export const rulesetRequireResolvedThreads = switchRule({
  id: "ruleset-require-resolved-threads",
  severity: "medium",
  title: "Objections are settled before a merge",
  why: "a question that nobody answered is merged with it",
  source: "PRC-9",
  waivable: "outside production",
  also: ["CIS GH 1.1.11"],
  path: "rules.pullRequest.requiredReviewThreadResolution",
  otherwise: "merges over open objections",
});
