import { isManagedByAws } from "../../cards/card";
import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { trailType } from "./trails";

export const trailRequireCustomerKey = resourceRule({
  id: "trail-require-customer-key",
  severity: "high",
  title: "A trail is encrypted with our own key",
  why: "it tells who may do what",
  source: "ACC-14",
  fix: "Set kmsKeyId to the stack's key.",
  waivable: "outside production",
  also: ["CloudTrail.2", "CKV_AWS_35"],
  types: [trailType],
  check({ props }) {
    const key = textAt(props, "kmsKeyId");
    return isManagedByAws(key)
      ? violation(
          `is encrypted with ${key}, not our own key`,
          "Set kmsKeyId to the environment's key.",
        )
      : compliant;
  },
});
