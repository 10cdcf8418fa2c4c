import { listenerRuleType } from "../../reach/names";
import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { actionsOn, scalingTargetType } from "../cost/scaling";
import { serviceType, shiftsTraffic } from "./ecs";

/** What AWS changes by itself, by type. */
const moved: Readonly<Record<string, readonly string[]>> = {
  [serviceType]: ["desiredCount", "loadBalancers"],
  [listenerRuleType]: ["actions"],
  [scalingTargetType]: ["minCapacity", "maxCapacity"],
};

/** Which of it AWS is sure to change. */
function surely(resource: PolicyResource, may: readonly string[], stack: StackIndex) {
  switch (resource.type) {
    case serviceType:
      return shiftsTraffic(resource) ? may : may.slice(0, 1);
    case listenerRuleType:
      return stack.referring(resource, serviceType, "loadBalancers").some(shiftsTraffic) ? may : [];
    default:
      return may.length > 0 && actionsOn(resource, stack).length > 0 ? may : [];
  }
}

/** ECS moves traffic by rewriting a service and its rules, autoscaling counts its tasks, and a schedule sets its limits. */
export const updateRequireIgnored = stackRule({
  id: "update-require-ignored",
  severity: "critical",
  title: "An update leaves to AWS what AWS changes by itself, and changes everything else",
  why: "it would move live traffic back, or take tasks away, and what it ignores is never what is declared",
  source: "PRC-20",
  fix: "Set opts.ignoreChanges so.",
  types: "all",
  check(resource, _scope, stack) {
    const { ignoreChanges } = resource.options;
    const may = moved[resource.type] ?? [];
    const must = surely(resource, may, stack);
    if (ignoreChanges.length + must.length === 0) return notApplicable;
    return violationOf([
      ...must
        .filter((input) => !ignoreChanges.includes(input))
        .map((input) => `sets ${input} again that AWS has changed`),
      ...ignoreChanges
        .filter((input) => !may.includes(input))
        .map((input) => `never changes ${input} again`),
    ]);
  },
});
