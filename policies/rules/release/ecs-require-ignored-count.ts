import { compliant, resourceRule, violation } from "../../rule";
import { serviceType } from "./ecs";

export const ecsRequireIgnoredCount = resourceRule({
  types: [serviceType],
  check({ options }) {
    return options.ignoreChanges.includes("desiredCount")
      ? compliant
      : violation("sets desiredCount again that autoscaling has changed");
  },
});
