import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { gateType } from "./gates";

export const gateRequireBranchPolicy = resourceRule({
  types: [gateType],
  check({ props }) {
    return valueAt(props, "deploymentBranchPolicy.customBranchPolicies") === true
      ? compliant
      : violation("lists no branches and tags that may deploy");
  },
});
