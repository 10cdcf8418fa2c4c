import { settingRule } from "../../setting-rule";
import { gateType } from "./gates";

export const gateRequireBranchPolicy = settingRule({
  id: "gate-require-branch-policy",
  severity: "high",
  title: "A gate lists the branches and tags that may deploy",
  why: "any protected branch could deploy otherwise",
  source: "PIP-3",
  waivable: "everywhere",
  types: [gateType],
  path: "deploymentBranchPolicy.customBranchPolicies",
  is: true,
  otherwise: "lists no branches and tags that may deploy",
});
