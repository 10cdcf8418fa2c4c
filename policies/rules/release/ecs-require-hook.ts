import { isText } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, isBeforeTraffic, lifecycleHooks, serviceType } from "./ecs";

export const ecsRequireHook = resourceRule({
  id: "ecs-require-hook",
  title: "A function tests the new revision before it takes traffic",
  why: "staging is taken back when a test fails",
  source: "REL-12",
  fix: "Add a lifecycle hook with hookTargetArn at POST_TEST_TRAFFIC_SHIFT.",
  types: [serviceType],
  tiers: guardedTiers,
  check(service) {
    const tests = lifecycleHooks(service).filter(
      // AWS_LAMBDA is the provider's default.
      (hook) =>
        (hook.targetType ?? "AWS_LAMBDA") === "AWS_LAMBDA" &&
        isText(hook.hookTargetArn) &&
        isBeforeTraffic(hook),
    );
    return tests.length > 0
      ? compliant
      : violation("has no lifecycle hook that tests the new revision before it takes traffic");
  },
});
