import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import {
  accessApplicationTypes,
  accessPolicyTypes,
  isOfNamedPaths,
  policiesIn,
} from "./access-policies";

/** A policy of its own may be put before anything, so it never does. */
export const accessPolicyForbidBypass = resourceRule({
  id: "access-policy-forbid-bypass",
  severity: "critical",
  title: "No Access policy lets anyone pass unasked, but to paths that its application names",
  why: "the application is then as public as without it",
  source: "ACC-10",
  fix: "Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.",
  waivable: "never",
  types: [...accessPolicyTypes, ...accessApplicationTypes],
  check(resource) {
    const passes = policiesIn(resource).some((policy) => textAt(policy, "decision") === "bypass");
    const isNarrow = accessApplicationTypes.includes(resource.type) && isOfNamedPaths(resource);
    return passes && !isNarrow ? violation("lets everyone pass unasked") : compliant;
  },
});
