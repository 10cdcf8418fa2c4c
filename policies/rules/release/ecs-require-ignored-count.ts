import { compliant, resourceRule, violation } from "../../rule";
import { serviceType } from "./ecs";

export const ecsRequireIgnoredCount = resourceRule({
  id: "ecs-require-ignored-count",
  severity: "high",
  title: "An update leaves the number of tasks to autoscaling",
  why: "it would take tasks away under load",
  source: "PRC-20",
  fix: "Add desiredCount to opts.ignoreChanges.",
  waivable: "outside production",
  types: [serviceType],
  check({ options }) {
    return options.ignoreChanges.includes("desiredCount")
      ? compliant
      : violation("sets desiredCount again that autoscaling has changed");
  },
});
