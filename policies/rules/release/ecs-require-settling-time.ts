import { wholeNumberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { serviceType, shiftsTraffic } from "./ecs";

const path = "deploymentConfiguration.bakeTimeInMinutes";
const shortestMinutes = 10;

export const ecsRequireSettlingTime = resourceRule({
  id: "ecs-require-settling-time",
  severity: "high",
  title: `Production's former revision stays for ${String(shortestMinutes)} minutes`,
  why: "as long as it runs, going back takes seconds",
  source: "REL-15",
  fix: `Set bakeTimeInMinutes to ${String(shortestMinutes)}.`,
  waivable: "everywhere",
  types: [serviceType],
  tiers: ["production"],
  check(service) {
    if (!shiftsTraffic(service)) return notApplicable;
    const minutes = wholeNumberAt(service.props, path);
    return minutes >= shortestMinutes
      ? compliant
      : violation(
          `keeps the former revision ${String(minutes)} minutes; production needs at least ${String(shortestMinutes)}`,
          `Set ${path} to ${String(shortestMinutes)}.`,
        );
  },
});
