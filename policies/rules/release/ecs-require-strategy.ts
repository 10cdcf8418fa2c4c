import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

/** A canary in production unless the workload's manifest asks for blue/green (REL-2, REL-19), which tries a release as well. */
const strategies = ["BLUE_GREEN", "LINEAR", "CANARY"] as const;

export const ecsRequireStrategy = resourceRule({
  id: "ecs-require-strategy",
  severity: "high",
  title: "Staging and production deploy blue/green or better",
  why: "a new revision is tried before visitors meet it, and the former one is still there",
  source: "REL-2",
  fix: "Set deploymentConfiguration.strategy.",
  waivable: "everywhere",
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }, { tier }) {
    const strategy = textAt(props, "deploymentConfiguration.strategy");
    return strategies.some((allowed) => allowed === strategy)
      ? compliant
      : violation(
          `deploys ${strategy}; ${tier} needs ${strategies.join(" or ")}`,
          `Set deploymentConfiguration.strategy to ${strategies[0]}.`,
        );
  },
});
