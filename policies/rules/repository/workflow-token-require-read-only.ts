import { textAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";
import { workflowTokenType } from "./workflow-tokens";

export const workflowTokenRequireReadOnly = presenceRule({
  types: [workflowTokenType],
  tiers: ["shared"],
  missing: "declares no WorkflowRepositoryPermissions, so that a workflow's token may write",
  check({ props }) {
    const permissions = textAt(props, "defaultWorkflowPermissions");
    return permissions === "read"
      ? compliant
      : violation(`lets a workflow's token ${permissions} unless the workflow says less`);
  },
});
