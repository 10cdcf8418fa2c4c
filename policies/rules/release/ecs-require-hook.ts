import { isText } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, lifecycleHooks, serviceType } from "./ecs";

export const ecsRequireHook = resourceRule({
  types: [serviceType],
  tiers: guardedTiers,
  check(service) {
    const tests = lifecycleHooks(service).filter(
      // AWS_LAMBDA is the provider's default.
      (hook) => (hook.targetType ?? "AWS_LAMBDA") === "AWS_LAMBDA" && isText(hook.hookTargetArn),
    );
    return tests.length > 0
      ? compliant
      : violation("has no lifecycle hook that tests the new revision before it takes traffic");
  },
});
