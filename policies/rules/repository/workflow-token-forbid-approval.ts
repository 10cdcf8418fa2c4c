import { settingRule } from "../../setting-rule";
import { workflowTokenType } from "./workflow-tokens";

export const workflowTokenForbidApproval = settingRule({
  id: "workflow-token-forbid-approval",
  severity: "high",
  title: "No workflow approves a pull request",
  why: "an approval is a second pair of eyes",
  source: "PRC-9",
  waivable: "outside production",
  types: [workflowTokenType],
  path: "canApprovePullRequestReviews",
  is: false,
  otherwise: "lets a workflow approve a pull request",
});
