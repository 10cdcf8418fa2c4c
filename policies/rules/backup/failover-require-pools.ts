import { textsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { failoverType } from "./failover";

export const failoverRequirePools = resourceRule({
  id: "failover-require-pools",
  severity: "high",
  title: "Production's load balancer has two pools or more",
  why: "a region can be lost with everything in it",
  source: "ADR-005",
  fix: "Add the other region's pool to defaultPools.",
  waivable: "outside production",
  types: [failoverType],
  tiers: ["production"],
  check({ props }) {
    const pools = new Set(textsAt(props, "defaultPools"));
    return pools.size >= 2 ? compliant : violation("has one pool, and nowhere to go when it fails");
  },
});
