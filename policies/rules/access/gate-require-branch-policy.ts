import { settingRule } from "../../setting-rule";
import { gateType } from "./gates";

export const gateRequireBranchPolicy = settingRule({
  types: [gateType],
  path: "deploymentBranchPolicy.customBranchPolicies",
  is: true,
  otherwise: "lists no branches and tags that may deploy",
});
