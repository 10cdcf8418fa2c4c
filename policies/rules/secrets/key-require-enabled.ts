import { has, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyType } from "./keys";

const switches: Readonly<Record<string, string>> = {
  [keyType]: "isEnabled",
  "aws:kms/replicaKey:ReplicaKey": "enabled",
};

export const keyRequireEnabled = resourceRule({
  id: "key-require-enabled",
  severity: "high",
  title: "Keys are switched on",
  why: "nothing that they encrypt can be read otherwise",
  source: "PRC-26",
  fix: "Leave the switch out.",
  waivable: "outside production",
  also: ["CKV_AWS_227"],
  types: Object.keys(switches),
  check({ type, props }) {
    const path = switches[type] ?? "";
    return has(props, path) && valueAt(props, path) !== true
      ? violation("is switched off, and everything with it that it encrypts", `Leave ${path} out.`)
      : compliant;
  },
});
