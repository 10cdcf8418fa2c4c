import { valueAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { lifecycleHooks, serviceType } from "./ecs";

export const ecsRequirePauseRollback = resourceRule({
  id: "ecs-require-pause-rollback",
  severity: "medium",
  title: "A pause that nobody ends is taken back",
  why: "silence is no approval",
  source: "PIP-6",
  fix: "Set timeoutConfiguration.action to ROLLBACK.",
  waivable: "outside production",
  types: [serviceType],
  check(service) {
    const pauses = lifecycleHooks(service).filter((hook) => hook.targetType === "PAUSE");
    if (pauses.length === 0) return notApplicable;
    return violationOf(
      pauses
        .map((hook) => valueAt(hook, "timeoutConfiguration.action"))
        .filter((action) => action !== "ROLLBACK")
        .map((action) => `answers a pause that nobody ends with ${describe(action)}, not ROLLBACK`),
    );
  },
});

function describe(action: unknown): string {
  return typeof action === "string" && action !== "" ? action : "nothing";
}
