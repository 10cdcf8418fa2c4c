import { asList, isText } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** The superseded type holds for either direction. */
const olderType = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** The rules that stand beside a security group and let traffic in or out of it. */
export function rulesOf(
  group: PolicyResource,
  direction: "ingress" | "egress",
  stack: StackIndex,
): readonly PolicyResource[] {
  const type = direction === "ingress" ? ingressType : egressType;
  return [
    ...stack.referring(group, type, "securityGroupId"),
    ...stack
      .referring(group, olderType, "securityGroupId")
      .filter(({ props }) => props.type === direction),
  ];
}

/** Whether a rule takes traffic from a prefix list and from nowhere else. */
export function isFromPrefixList(rule: PolicyResource, stack: StackIndex): boolean {
  if (rule.type !== olderType) {
    return isText(rule.props.prefixListId) || stack.targets(rule, "prefixListId").length > 0;
  }
  const { cidrBlocks, ipv6CidrBlocks, prefixListIds, self, sourceSecurityGroupId } = rule.props;
  const others = [cidrBlocks, ipv6CidrBlocks, sourceSecurityGroupId].flatMap(asList);
  return asList(prefixListIds).length > 0 && others.length === 0 && self !== true;
}
