import { has, recordsIn } from "../../read";
import { resourceRule, violation, compliant } from "../../rule";
import { accessApplicationTypes, accessPolicyTypes, policiesIn } from "./access-policies";

export const accessPolicyForbidEveryone = resourceRule({
  types: [...accessPolicyTypes, ...accessApplicationTypes],
  check(resource) {
    const open = policiesIn(resource).some((policy) =>
      recordsIn(policy, "includes").some((entry) => has(entry, "everyone")),
    );
    return open ? violation("lets everyone in") : compliant;
  },
});
