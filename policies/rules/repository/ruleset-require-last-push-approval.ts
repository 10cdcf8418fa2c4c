import { switchRule } from "./rulesets";

export const rulesetRequireLastPushApproval = switchRule({
  id: "ruleset-require-last-push-approval",
  severity: "high",
  title: "The last push is approved by somebody else",
  why: "what is pushed after an approval is unseen",
  source: "PRC-9",
  waivable: "outside production",
  path: "rules.pullRequest.requireLastPushApproval",
  otherwise: "lets the last push be approved by whoever made it",
});
