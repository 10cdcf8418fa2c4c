import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyType } from "./keys";

const switches: Readonly<Record<string, string>> = {
  [keyType]: "isEnabled",
  "aws:kms/replicaKey:ReplicaKey": "enabled",
};

export const keyRequireEnabled = resourceRule({
  types: Object.keys(switches),
  check({ type, props }) {
    const path = switches[type] ?? "";
    return has(props, path) && valueAt(props, path) !== true
      ? violation("is switched off, and everything with it that it encrypts", `Leave ${path} out.`)
      : compliant;
  },
});
