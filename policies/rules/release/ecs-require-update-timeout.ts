import { valueAt, wholeNumberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { bakeMinutes, lifecycleHooks, serviceType, shiftsTraffic, updateSeconds } from "./ecs";

export const ecsRequireUpdateTimeout = resourceRule({
  id: "ecs-require-update-timeout",
  title: "An update waits as long as its deployment takes",
  why: "one that gives up half-way says nothing of the deployment",
  source: "PRC-8",
  fix: "Raise opts.customTimeouts.update.",
  types: [serviceType],
  check(service) {
    if (valueAt(service.props, "waitForSteadyState") !== true || !shiftsTraffic(service)) {
      return notApplicable;
    }
    const waits = [...bakeMinutes(service).values()];
    const pauses = lifecycleHooks(service)
      .filter((hook) => hook.targetType === "PAUSE")
      .map((hook) => wholeNumberAt(hook, "timeoutConfiguration.timeoutInMinutes"));
    const needed = [...waits, ...pauses].reduce((sum, minutes) => sum + minutes, 0);
    const given = updateSeconds(service) / 60;
    return given > needed
      ? compliant
      : violation(
          `waits ${String(given)} minutes for a deployment that pauses and bakes ${String(needed)}`,
          `Set customTimeouts.update to more than ${String(needed)}m.`,
        );
  },
});
