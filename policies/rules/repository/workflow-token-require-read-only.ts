import { textAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";
import { workflowTokenType } from "./workflow-tokens";

export const workflowTokenRequireReadOnly = presenceRule({
  id: "workflow-token-require-read-only",
  severity: "high",
  title: "A workflow's token only reads unless the workflow says more",
  why: "every action of it holds the token",
  source: "ACC-9",
  fix: "Set defaultWorkflowPermissions to read.",
  waivable: "outside production",
  also: ["CKV2_GHA_1"],
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
