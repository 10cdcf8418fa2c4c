import { switchRule } from "./rulesets";

export const rulesetRequireCodeOwners = switchRule(
  "rules.pullRequest.requireCodeOwnerReview",
  "merges what no owner of the code has seen",
);
