import { asList, isText, optional, recordsIn, textsAmong, valueAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";

type Direction = "ingress" | "egress";

const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const groupTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];
const olderType = "aws:ec2/securityGroupRule:SecurityGroupRule";

export const openingTypes: readonly string[] = [ingressRule, egressRule, ...groupTypes, olderType];

/** Every rule that a resource makes in a direction: itself, or those that it lists. */
export function openingsOf(
  { type, props }: PolicyResource,
  direction: Direction,
): readonly Properties[] {
  if (groupTypes.includes(type)) return recordsIn(props, direction);
  if (type === olderType) return (props.type ?? "ingress") === direction ? [props] : [];
  return type === (direction === "ingress" ? ingressRule : egressRule) ? [props] : [];
}

/** The ports that a rule opens. Without any, or for every protocol, it opens them all. */
export function portsOf(rule: Properties): { readonly from: number; readonly to: number } {
  const all = { from: 0, to: 65_535 };
  const protocol = valueAt(rule, "ipProtocol") ?? valueAt(rule, "protocol");
  // Its numbers are kinds of messages.
  if (isText(protocol) && /^(?:icmp(?:v6)?|1|58)$/.test(protocol)) return { from: 0, to: -1 };
  if (!isText(protocol) || ["-1", "all"].includes(protocol)) return all;
  const from = optional(portAt, rule, "fromPort");
  const to = optional(portAt, rule, "toPort");
  if (from === undefined || to === undefined || from === -1) return all;
  return { from, to };
}

function portAt(rule: Properties, path: string): number {
  const value = valueAt(rule, path);
  if (typeof value !== "number") throw new Error(`${path} is no port`);
  return value;
}

/** The ranges of addresses that a rule speaks of. */
export function rangesOf(rule: Properties): readonly string[] {
  return ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
    textsAmong(asList(rule[key]), key),
  );
}
