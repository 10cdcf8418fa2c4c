import { durationSeconds } from "../../dates";
import { asList, optional, recordAt, recordsIn, valueAt, wholeNumberAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";

export const serviceType = "aws:ecs/service:Service";
export const targetGroupType = "aws:lb/targetGroup:TargetGroup";

export { guarded as guardedTiers } from "../../cards/card";

/** Strategies that bring a second revision up beside the first, on which the circuit breaker has no hold. */
const shifting = ["BLUE_GREEN", "LINEAR", "CANARY"];

export function shiftsTraffic({ props }: PolicyResource): boolean {
  return shifting.includes(String(valueAt(props, "deploymentConfiguration.strategy")));
}

export function lifecycleHooks({ props }: PolicyResource): readonly Properties[] {
  return recordsIn(props, "deploymentConfiguration.lifecycleHooks");
}

/** Stages at which the new revision runs and serves nobody yet. */
const untouched: readonly unknown[] = [
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
];

/** Whether a hook is asked while the new revision runs and serves nobody yet. */
export function isBeforeTraffic({ lifecycleStages }: Properties): boolean {
  return asList(lifecycleStages).some((stage) => untouched.includes(stage));
}

/** The waits in minutes that a deployment's configuration sets, by the name of the argument. */
export function bakeMinutes({ props }: PolicyResource): ReadonlyMap<string, number> {
  const configuration = recordAt(props, "deploymentConfiguration");
  const waits = new Map([["bakeTimeInMinutes", wholeNumberAt(configuration, "bakeTimeInMinutes")]]);
  for (const step of ["canaryConfiguration.canaryBake", "linearConfiguration.stepBake"]) {
    const path = `${step}TimeInMinutes`;
    const minutes = optional(wholeNumberAt, configuration, path);
    if (minutes !== undefined) waits.set(path, minutes);
  }
  return waits;
}

/** How long an update waits; Pulumi's AWS provider gives an ECS service 20 minutes unless told otherwise. */
export function updateSeconds({ options }: PolicyResource): number {
  return durationSeconds(options.customTimeouts.update || "20m");
}
