import { has, textAt, wholeNumberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { serviceType } from "./ecs";

const path = "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes";
const shortestMinutes = 30;

export const ecsRequireCanaryTime = resourceRule({
  id: "ecs-require-canary-time",
  severity: "high",
  title: `Production's canary is watched for ${String(shortestMinutes)} minutes`,
  why: "a mistake takes a while to show",
  source: "REL-5",
  fix: `Set canaryBakeTimeInMinutes to ${String(shortestMinutes)}.`,
  waivable: "everywhere",
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
