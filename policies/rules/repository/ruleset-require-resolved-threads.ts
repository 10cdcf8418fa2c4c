import { switchRule } from "./rulesets";

export const rulesetRequireResolvedThreads = switchRule(
  "rules.pullRequest.requiredReviewThreadResolution",
  "merges over open objections",
);
