import { isText, recordsIn, valueAt } from "../../read";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** What stands in the public internet takes traffic from Cloudflare's prefix list and from nowhere else. */
export const loadBalancerRequireEdge = stackRule({
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check(balancer, _scope, stack) {
    if (valueAt(balancer.props, "internal") === true) return notApplicable;
    const groups = stack.targets(balancer, "securityGroups");
    if (groups.length === 0) return violation("is public and has no security group of this stack");
    const rules = groups.flatMap((group) => stack.referring(group, ingressType, "securityGroupId"));
    return violationOf([
      ...groups
        .filter(({ props }) => recordsIn(props, "ingress").length > 0)
        .map((group) => `is public and its group "${group.name}" lists ingress of its own`),
      ...rules
        .filter(
          (rule) =>
            !isText(rule.props.prefixListId) && stack.targets(rule, "prefixListId").length === 0,
        )
        .map((rule) => `is public and lets "${rule.name}" in, which is no prefix list`),
    ]);
  },
});
