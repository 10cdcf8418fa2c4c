import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const r2ForbidManagedDomain = resourceRule({
  types: ["cloudflare:index/r2ManagedDomain:R2ManagedDomain"],
  tiers: ["staging", "production"],
  check({ props }) {
    return valueAt(props, "enabled") === false
      ? compliant
      : violation("opens the bucket to everyone under r2.dev");
  },
});
