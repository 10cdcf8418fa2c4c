import { textAt, textsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { failoverType } from "./failover";

export const failoverRequireFallback = resourceRule({
  id: "failover-require-fallback",
  severity: "medium",
  title: "The last resort is a pool that is watched",
  why: "Cloudflare never asks the fallback whether it answers",
  source: "BAK-12",
  fix: "Set fallbackPool to one of defaultPools.",
  waivable: "outside production",
  types: [failoverType],
  tiers: ["production"],
  check({ props }) {
    const fallback = textAt(props, "fallbackPool");
    return textsAt(props, "defaultPools").includes(fallback)
      ? compliant
      : violation("falls back to a pool that it does not watch");
  },
});
