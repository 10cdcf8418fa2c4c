import { asList, has, numberAt, recordsAt, recordsIn, textAt, textsAmong } from "../read";
import type { PolicyResource, Properties } from "../resource";
import type { StackIndex } from "../stack-index";
import { type End, callersIn } from "./callers";
import { rangeAt } from "./ranges";

export type Direction = "ingress" | "egress";

/** What lets traffic through a group: a rule of its own, or one that the group lists. */
export interface GroupRule {
  /** How a path calls it. */
  readonly name: string;
  readonly props: Properties;
  readonly resource: PolicyResource;
  /** Where the resource says which group is meant, and how many it names there. */
  readonly groups: { readonly property: string; readonly named: number };
}

export interface Ports {
  readonly text: string;
  /** Of TCP; another protocol is in no meant path. */
  readonly tcp: readonly [from: number, to: number] | undefined;
}

export const groupType = "aws:ec2/securityGroup:SecurityGroup";
export const defaultGroupType = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

const ruleTypes: Readonly<Record<Direction, string>> = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

/** The rules that stand beside a group. */
export function rulesBeside(
  group: PolicyResource,
  direction: Direction,
  stack: StackIndex,
): readonly GroupRule[] {
  return stack.referring(group, ruleTypes[direction], "securityGroupId").map((resource) => ({
    name: `${direction} rule "${resource.name}"`,
    props: resource.props,
    resource,
    groups: {
      property: "referencedSecurityGroupId",
      named: has(resource.props, "referencedSecurityGroupId") ? 1 : 0,
    },
  }));
}

/** The rules that a group lists. */
export function rulesWithin(resource: PolicyResource, direction: Direction): readonly GroupRule[] {
  return recordsIn(resource.props, direction).map((props, index) => ({
    name: `${direction}[${String(index)}] of "${resource.name}"`,
    props,
    resource,
    groups: { property: direction, named: asList(props.securityGroups).length },
  }));
}

export function portsOf(rule: Properties): Ports {
  const protocol = textAt(rule, has(rule, "ipProtocol") ? "ipProtocol" : "protocol").toLowerCase();
  if (protocol === "-1" || protocol === "all") return { text: "every port", tcp: undefined };
  if (protocol !== "tcp" && protocol !== "6") return { text: protocol, tcp: undefined };
  const from = numberAt(rule, "fromPort");
  const to = numberAt(rule, "toPort");
  if (from === -1) return { text: "every port", tcp: [0, 65_535] };
  if (from > to) throw new Error(`no port lies from ${String(from)} to ${String(to)}`);
  return { text: from === to ? String(from) : `${String(from)}-${String(to)}`, tcp: [from, to] };
}

/** Whom a rule lets through, each to be read by itself; whoever nobody knows where it names nobody of the stack. */
export function endsOf(rule: GroupRule, stack: StackIndex): readonly (() => End)[] {
  const { props, resource, groups } = rule;
  const ranges = ["cidrIpv4", "cidrIpv6", "cidrBlocks"]
    .flatMap((key) => textsAmong(asList(props[key]), key))
    .map((text) => () => ({ text, range: rangeAt(text) }));
  const listed = stack.targets(resource, "prefixListId").flatMap((list) =>
    callersIn(
      recordsAt(list.props, "entries").map((entry) => () => textAt(entry, "cidr")),
      list,
      "entries",
      stack,
    ),
  );
  const own =
    groups.named === 0
      ? []
      : stack
          .targets(resource, groups.property)
          .filter(({ type }) => type === groupType)
          .map((group) => () => ({ text: `"${group.name}"`, group }));
  const strangers = groups.named > own.length ? ["a group that this stack does not declare"] : [];
  const ends = [...ranges, ...listed, ...own, ...strangers.map((text) => () => ({ text }))];
  return ends.length > 0 ? ends : [() => ({ text: "whoever this stack does not declare" })];
}
