import { notApplicable, resourceRule, violationOf } from "../../rule";
import { principalsOf, resourcePolicyTypes } from "./resource-policies";

export const resourcePolicyForbidWildcard = resourceRule({
  types: resourcePolicyTypes,
  check(resource) {
    const principals = principalsOf(resource);
    if (principals.length === 0) return notApplicable;
    const wide = principals.map(([, principal]) => principal).filter((name) => name.includes("*"));
    return violationOf([...new Set(wide)].map((name) => `may be used by "${name}"`));
  },
});
