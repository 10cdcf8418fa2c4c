import { edgeBalancerType, leadOf } from "../../reach/names";
import { loadBalancerType } from "../../reach/placements";
import { certainOf } from "../../certain";
import { recordsAt, textAt, textsAt } from "../../read";
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
  title: `Production's names lead to load balancers in ${inWords(fewest)} regions, each of them watched`,
  why: "a region can be lost with everything in it, and traffic leaves it only when a monitor says so",
  source: "BAK-12",
  fix: "Give defaultPools a pool with a monitor in each region, and fallbackPool one of them.",
  types: [edgeBalancerType],
  tiers: ["production"],
  check(balancer, _scope, stack) {
    const pools = stack.targets(balancer, "defaultPools").filter(({ type }) => type === poolType);
    return violationOf(
      certainOf([
        () => straysOf(pools.flatMap((pool) => originsOf(pool, stack))),
        () =>
          pools
            .filter(
              (pool) => !stack.targets(pool, "monitor").some(({ type }) => type === monitorType),
            )
            .map(({ name }) => `sends traffic to "${name}", which no monitor asks`),
        () =>
          textsAt(balancer.props, "defaultPools").includes(textAt(balancer.props, "fallbackPool"))
            ? []
            : ["falls back to a pool that it does not watch"],
      ]),
    );
  },
});

interface Origin {
  readonly host: string;
  /** Of the load balancer that it leads to. */
  readonly region: string | undefined;
}

function straysOf(origins: readonly Origin[]): readonly string[] {
  const regions = new Set(origins.flatMap(({ region }) => region ?? []));
  return [
    ...(regions.size >= fewest
      ? []
      : [`leads to ${[...regions].join(" and ") || "no region"}, and nowhere when that fails`]),
    ...origins
      .filter(({ region }) => region === undefined)
      .map(({ host }) => `leads to "${host}", behind which no load balancer of this stack stands`),
  ];
}

function originsOf(pool: PolicyResource, stack: StackIndex): readonly Origin[] {
  return recordsAt(pool.props, "origins").map((origin) => {
    const host = textAt(origin, "address");
    const [record] = stack.holding(recordType, "name", host);
    const end = record === undefined ? undefined : leadOf(record, stack).end;
    return {
      host,
      region: end?.type === loadBalancerType ? regionOf(end) : undefined,
    };
  });
}
