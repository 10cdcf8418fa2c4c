import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

/** Blue/green in staging, with canary testing in production; a waiver lets production do with blue/green (REL-2). */
const inStaging = ["BLUE_GREEN", "LINEAR", "CANARY"] as const;
const inProduction = ["CANARY", "LINEAR"] as const;

export const ecsRequireStrategy = resourceRule({
  id: "ecs-require-strategy",
  severity: "high",
  title: "Staging deploys blue/green or better, production by canary",
  why: "visitors meet a new revision a few at a time",
  source: "REL-2",
  fix: "Set deploymentConfiguration.strategy.",
  waivable: "everywhere",
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }, { tier }) {
    const strategies = tier === "production" ? inProduction : inStaging;
    const strategy = textAt(props, "deploymentConfiguration.strategy");
    return strategies.some((allowed) => allowed === strategy)
      ? compliant
      : violation(
          `deploys ${strategy}; ${tier} needs ${strategies.join(" or ")}`,
          `Set deploymentConfiguration.strategy to ${strategies[0]}.`,
        );
  },
});
