import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireDeletionProtection = resourceRule({
  types: loadBalancerTypes,
  tiers: ["production"],
  check({ props }) {
    return valueAt(props, "enableDeletionProtection") === true
      ? compliant
      : violation("can be deleted, and production's traffic with it");
  },
});
