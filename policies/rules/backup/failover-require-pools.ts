import { textsAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { inWords } from "../../wording";
import { failoverType } from "./failover";

const fewest = 2;

export const failoverRequirePools = resourceRule({
  id: "failover-require-pools",
  severity: "high",
  title: `Production's load balancer has ${inWords(fewest)} pools or more`,
  why: "a region can be lost with everything in it",
  source: "BAK-12",
  fix: "Add the other region's pool to defaultPools.",
  waivable: "outside production",
  types: [failoverType],
  tiers: ["production"],
  check({ props }) {
    const pools = new Set(textsAt(props, "defaultPools"));
    return pools.size >= fewest
      ? compliant
      : violation("has one pool, and nowhere to go when it fails");
  },
});
