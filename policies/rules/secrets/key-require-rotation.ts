import { has, textAt, valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { keyType } from "./keys";

/** AWS rotates what encrypts; a key that signs, or has two halves, it can't. */
export const keyRequireRotation = resourceRule({
  id: "key-require-rotation",
  severity: "high",
  title: "Keys are rotated",
  why: "what one key encrypts must not grow for ever",
  source: "PRC-26",
  fix: "Set enableKeyRotation to true.",
  waivable: "outside production",
  also: ["KMS.4", "CKV_AWS_7"],
  types: [keyType],
  check({ props }) {
    const kind = has(props, "customerMasterKeySpec")
      ? textAt(props, "customerMasterKeySpec")
      : "SYMMETRIC_DEFAULT";
    if (kind !== "SYMMETRIC_DEFAULT") return notApplicable;
    return valueAt(props, "enableKeyRotation") === true ? compliant : violation("is never rotated");
  },
});
