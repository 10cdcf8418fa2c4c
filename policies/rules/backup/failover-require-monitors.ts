import { isText } from "../../read";
import { stackRule, violation, violationOf } from "../../rule";
import { failoverType, poolType } from "./failover";

export const failoverRequireMonitors = stackRule({
  id: "failover-require-monitors",
  severity: "high",
  title: "Every pool is asked whether it answers",
  why: "traffic leaves a pool only when a monitor says so",
  source: "BAK-12",
  fix: "Set monitor on the pool.",
  waivable: "outside production",
  types: [failoverType],
  tiers: ["production"],
  check(balancer, _scope, stack) {
    const pools = ["defaultPools", "fallbackPool"]
      .flatMap((property) => stack.targets(balancer, property))
      .filter(({ type }) => type === poolType);
    if (pools.length === 0) return violation("has no pool that its stack declares");
    const unwatched = pools.filter(
      (pool) => stack.targets(pool, "monitor").length === 0 && !isText(pool.props.monitor),
    );
    return violationOf(
      [...new Set(unwatched)].map(
        (pool) => `sends traffic to "${pool.name}", which no monitor asks`,
      ),
    );
  },
});
