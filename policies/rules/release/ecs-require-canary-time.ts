import { has, textAt, wholeNumberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { serviceType } from "./ecs";

const path = "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes";
const shortestMinutes = 30;

export const ecsRequireCanaryTime = resourceRule({
  types: [serviceType],
  tiers: ["production"],
  check({ props }) {
    if (!has(props, "deploymentConfiguration.strategy")) return notApplicable;
    if (textAt(props, "deploymentConfiguration.strategy") !== "CANARY") return notApplicable;
    const minutes = wholeNumberAt(props, path);
    return minutes >= shortestMinutes
      ? compliant
      : violation(
          `watches its canary ${String(minutes)} minutes; production needs at least ${String(shortestMinutes)}`,
          `Set ${path} to ${String(shortestMinutes)}.`,
        );
  },
});
