import { notApplicable, resourceRule, violationOf } from "../../rule";
import { principalsOf, resourcePolicyTypes } from "./resource-policies";

export const resourcePolicyForbidWildcard = resourceRule({
  id: "resource-policy-forbid-wildcard",
  severity: "critical",
  title: "No key, bucket, topic, queue, secret or vault may be used by everyone",
  why: "a wildcard lets in accounts that nobody here knows",
  source: "PRC-5",
  fix: "Name the principals.",
  waivable: "never",
  also: ["CKV_AWS_33", "SNS.4", "secretsmanager_has_restrictive_resource_policy"],
  types: resourcePolicyTypes,
  check(resource) {
    const principals = principalsOf(resource);
    if (principals.length === 0) return notApplicable;
    const wide = principals.map(([, principal]) => principal).filter((name) => name.includes("*"));
    return violationOf([...new Set(wide)].map((name) => `may be used by "${name}"`));
  },
});
