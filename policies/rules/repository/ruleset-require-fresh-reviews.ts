import { switchRule } from "./rulesets";

export const rulesetRequireFreshReviews = switchRule({
  id: "ruleset-require-fresh-reviews",
  severity: "high",
  title: "A push ends the approvals before it",
  why: "what was approved is not what is merged",
  source: "PRC-9",
  waivable: "outside production",
  also: ["CIS GH 1.1.4"],
  path: "rules.pullRequest.dismissStaleReviewsOnPush",
  otherwise: "keeps an approval of what was changed since",
});
