import { switchRule } from "./rulesets";

export const rulesetRequireFreshReviews = switchRule(
  "rules.pullRequest.dismissStaleReviewsOnPush",
  "keeps an approval of what was changed since",
);
