import { edgeBalancerType, leadOf } from "../../reach/names";
import { textAt, textsAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { inWords } from "../../wording";
import { recordType } from "../edge/records";
import { regionOf } from "./vaults";

const fewest = 2;
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
const monitorType = "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor";

/** That pools and origins are on, and that a monitor asks by TLS, is said by their cards. */
export const failoverRequireRegions = stackRule({
  id: "failover-require-regions",
  severity: "high",
  title: `Production's names lead to load balancers in ${inWords(fewest)} regions, each of them watched`,
  why: "a region can be lost with everything in it, and traffic leaves it only when a monitor says so",
  source: "BAK-12",
  fix: "Give defaultPools a pool with a monitor in each region, and fallbackPool one of them.",
  waivable: "outside production",
  types: [edgeBalancerType],
  tiers: ["production"],
  check(balancer, _scope, stack) {
    const pools = stack.targets(balancer, "defaultPools").filter(({ type }) => type === poolType);
    const unwatched = pools.filter(
      (pool) => !stack.targets(pool, "monitor").some(({ type }) => type === monitorType),
    );
    const regions = new Set(pools.flatMap((pool) => regionsOf(pool, stack)));
    const listed = textsAt(balancer.props, "defaultPools");
    return violationOf([
      ...(regions.size >= fewest
        ? []
        : [`leads to ${[...regions].join(" and ") || "no region"}, and nowhere when that fails`]),
      ...unwatched.map(({ name }) => `sends traffic to "${name}", which no monitor asks`),
      ...(listed.includes(textAt(balancer.props, "fallbackPool"))
        ? []
        : ["falls back to a pool that it does not watch"]),
    ]);
  },
});

/** The regions of the load balancers that a pool's origins lead to. */
function regionsOf(pool: PolicyResource, stack: StackIndex): readonly string[] {
  return stack
    .targets(pool, "origins")
    .filter(({ type }) => type === recordType)
    .flatMap((record) => {
      const { end } = leadOf(record, stack);
      return end === undefined ? [] : (regionOf(end) ?? []);
    });
}
