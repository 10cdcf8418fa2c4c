import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { actionsOn, scalingTargetType } from "../cost/scaling";
import { serviceType, shiftsTraffic } from "./ecs";

const ofServices = ["desiredCount", "loadBalancers"];
const limits = ["minCapacity", "maxCapacity"];
const actions = ["actions"];

interface Ignored {
  /** Inputs that an update may leave alone. */
  readonly may: readonly string[];
  /** Those of them that AWS is sure to change. */
  readonly must: readonly string[];
}

const nothing: Ignored = { may: [], must: [] };

const ignoredOf: Readonly<
  Record<string, (resource: PolicyResource, stack: StackIndex) => Ignored>
> = {
  [serviceType]: (service) => {
    const [count = ""] = ofServices;
    return { may: ofServices, must: shiftsTraffic(service) ? ofServices : [count] };
  },
  "aws:lb/listenerRule:ListenerRule": (rule, stack) => {
    const services = stack.referring(rule, serviceType, "loadBalancers");
    return { may: actions, must: services.some(shiftsTraffic) ? actions : [] };
  },
  [scalingTargetType]: (target, stack) => ({
    may: limits,
    must: actionsOn(target, stack).length > 0 ? limits : [],
  }),
};

/** ECS moves traffic by rewriting a service and its rules, autoscaling counts its tasks, and a schedule sets its limits. */
export const updateRequireIgnored = stackRule({
  id: "update-require-ignored",
  severity: "critical",
  title: "An update leaves to AWS what AWS changes by itself, and changes everything else",
  why: "it would move live traffic back, or take tasks away, and what it ignores is never what is declared",
  source: "PRC-20",
  fix: "Set opts.ignoreChanges so.",
  waivable: "outside production",
  types: "all",
  check(resource, _scope, stack) {
    const { ignoreChanges } = resource.options;
    const { may, must } = ignoredOf[resource.type]?.(resource, stack) ?? nothing;
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
