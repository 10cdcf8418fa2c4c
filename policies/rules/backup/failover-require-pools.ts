import { textsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { failoverType } from "./failover";

export const failoverRequirePools = resourceRule({
  types: [failoverType],
  tiers: ["production"],
  check({ props }) {
    const pools = new Set(textsAt(props, "defaultPools"));
    return pools.size >= 2 ? compliant : violation("has one pool, and nowhere to go when it fails");
  },
});
