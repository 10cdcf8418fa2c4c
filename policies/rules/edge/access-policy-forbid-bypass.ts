import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { accessApplicationTypes, accessPolicyTypes, policiesIn } from "./access-policies";

export const accessPolicyForbidBypass = resourceRule({
  id: "access-policy-forbid-bypass",
  severity: "critical",
  title: "No Access policy lets anyone pass unasked",
  why: "the application is then as public as without it",
  source: "ACC-10",
  fix: "Set decision to allow or non_identity.",
  waivable: "never",
  types: [...accessPolicyTypes, ...accessApplicationTypes],
  check(resource) {
    return policiesIn(resource).some((policy) => textAt(policy, "decision") === "bypass")
      ? violation("lets everyone pass unasked")
      : compliant;
  },
});
