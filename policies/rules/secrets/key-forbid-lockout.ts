import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyTypes } from "./keys";

const path = "bypassPolicyLockoutSafetyCheck";

export const keyForbidLockout = resourceRule({
  types: [...keyTypes, "aws:kms/keyPolicy:KeyPolicy"],
  check({ props }) {
    return has(props, path) && valueAt(props, path) !== false
      ? violation("may lock its own account out")
      : compliant;
  },
});
