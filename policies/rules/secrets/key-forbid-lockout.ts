import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyTypes } from "./keys";

const path = "bypassPolicyLockoutSafetyCheck";

export const keyForbidLockout = resourceRule({
  id: "key-forbid-lockout",
  severity: "high",
  title: "A key can't lock its own account out",
  why: "nobody could change its policy again, AWS included",
  source: "PRC-26",
  fix: `Leave ${path} out.`,
  waivable: "never",
  also: ["CKV_AWS_329"],
  types: [...keyTypes, "aws:kms/keyPolicy:KeyPolicy"],
  check({ props }) {
    return has(props, path) && valueAt(props, path) !== false
      ? violation("may lock its own account out")
      : compliant;
  },
});
