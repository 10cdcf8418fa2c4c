import { textAt, textsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { failoverType } from "./failover";

export const failoverRequireFallback = resourceRule({
  types: [failoverType],
  tiers: ["production"],
  check({ props }) {
    const fallback = textAt(props, "fallbackPool");
    return textsAt(props, "defaultPools").includes(fallback)
      ? compliant
      : violation("falls back to a pool that it does not watch");
  },
});
