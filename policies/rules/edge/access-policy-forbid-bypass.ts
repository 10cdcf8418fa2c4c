import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { accessApplicationTypes, accessPolicyTypes, policiesIn } from "./access-policies";

export const accessPolicyForbidBypass = resourceRule({
  types: [...accessPolicyTypes, ...accessApplicationTypes],
  check(resource) {
    return policiesIn(resource).some((policy) => textAt(policy, "decision") === "bypass")
      ? violation("lets everyone pass unasked")
      : compliant;
  },
});
