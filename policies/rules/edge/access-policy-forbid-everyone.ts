import { has, recordsIn } from "../../read";
import { resourceRule, violation, compliant } from "../../rule";
import { accessApplicationTypes, accessPolicyTypes, isBypass, policiesIn } from "./access-policies";

export const accessPolicyForbidEveryone = resourceRule({
  id: "access-policy-forbid-everyone",
  severity: "critical",
  title: "No Access policy lets everyone in",
  why: "the application is then as public as without it",
  source: "ACC-10",
  fix: "Include a group, an address list or a domain of e-mail addresses.",
  waivable: "never",
  types: [...accessPolicyTypes, ...accessApplicationTypes],
  check(resource) {
    const open = policiesIn(resource)
      // What passes unasked includes whom it likes: another rule says where it may.
      .filter((policy) => !isBypass(policy))
      .some((policy) => recordsIn(policy, "includes").some((entry) => has(entry, "everyone")));
    return open ? violation("lets everyone in") : compliant;
  },
});
