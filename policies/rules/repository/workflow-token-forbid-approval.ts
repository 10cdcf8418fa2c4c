import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { workflowTokenType } from "./workflow-tokens";

export const workflowTokenForbidApproval = resourceRule({
  types: [workflowTokenType],
  check({ props }) {
    return valueAt(props, "canApprovePullRequestReviews") === false
      ? compliant
      : violation("lets a workflow approve a pull request");
  },
});
