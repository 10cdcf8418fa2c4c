import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { serviceType, shiftsTraffic } from "./ecs";

const ruleType = "aws:lb/listenerRule:ListenerRule";

/** ECS moves the traffic by rewriting these rules; an update that writes them again moves it back. */
export const ecsRequireIgnoredActions = stackRule({
  id: "ecs-require-ignored-actions",
  severity: "critical",
  title: "An update leaves the listener rules to ECS",
  why: "it would move live traffic back",
  source: "PRC-20",
  fix: "Add actions to opts.ignoreChanges of the listener rules.",
  waivable: "outside production",
  types: [serviceType],
  check(service, _scope, stack) {
    if (!shiftsTraffic(service)) return notApplicable;
    const rules = stack.targets(service, "loadBalancers").filter(({ type }) => type === ruleType);
    if (rules.length === 0)
      return violation("names listener rules that its stack does not declare");
    return violationOf(
      rules
        .filter(({ options }) => !options.ignoreChanges.includes("actions"))
        .map((rule) => `shifts traffic by "${rule.name}", whose actions an update writes again`),
    );
  },
});
