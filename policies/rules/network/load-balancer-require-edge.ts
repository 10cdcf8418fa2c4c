import { recordsIn, valueAt } from "../../read";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { isFromPrefixList, rulesOf } from "./group-rules";

export const loadBalancerRequireEdge = stackRule({
  id: "load-balancer-require-edge",
  severity: "critical",
  title: "A public load balancer takes traffic from a prefix list only",
  why: "who reaches it directly passes Cloudflare's checks by",
  source: "PRC-17",
  fix: "Let in Cloudflare's prefix list.",
  waivable: "outside production",
  types: [
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:elb/loadBalancer:LoadBalancer",
    "aws:lb/loadBalancer:LoadBalancer",
  ],
  check(balancer, _scope, stack) {
    if (valueAt(balancer.props, "internal") === true) return notApplicable;
    const groups = stack.targets(balancer, "securityGroups");
    if (groups.length === 0) return violation("is public and has no security group of this stack");
    const rules = groups.flatMap((group) => rulesOf(group, "ingress", stack));
    return violationOf([
      ...groups
        .filter(({ props }) => recordsIn(props, "ingress").length > 0)
        .map((group) => `is public and its group "${group.name}" lists ingress of its own`),
      ...rules
        .filter((rule) => !isFromPrefixList(rule, stack))
        .map((rule) => `is public and lets "${rule.name}" in, which is no prefix list`),
    ]);
  },
});
