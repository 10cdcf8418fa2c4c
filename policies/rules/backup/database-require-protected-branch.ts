import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { neonProject } from "./neon";

export const databaseRequireProtectedBranch = resourceRule({
  types: [neonProject],
  tiers: ["production"],
  check({ props }) {
    return valueAt(props, "defaultBranch.protected") === true
      ? compliant
      : violation("leaves its default branch unprotected");
  },
});
