import { switchRule } from "./rulesets";

export const rulesetRequireLastPushApproval = switchRule(
  "rules.pullRequest.requireLastPushApproval",
  "lets the last push be approved by whoever made it",
);
