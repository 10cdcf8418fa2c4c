import { settingRule } from "../../setting-rule";
import { workflowTokenType } from "./workflow-tokens";

export const workflowTokenForbidApproval = settingRule({
  types: [workflowTokenType],
  path: "canApprovePullRequestReviews",
  is: false,
  otherwise: "lets a workflow approve a pull request",
});
