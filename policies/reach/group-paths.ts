import { certainOf } from "../certain";
import { valueAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { type End, networkOf } from "./callers";
import {
  type Direction,
  type GroupRule,
  type Ports,
  endsOf,
  portsOf,
  rulesBeside,
  rulesWithin,
} from "./group-rules";
import { type Way, meant, told } from "./meant";
import { type Placement, containerPorts, membersOf } from "./placements";
import { holds, isPrivate } from "./ranges";

/** What the members of a group are reached by, or leave by, without being meant to: each path, hop by hop. */
export function strayPaths(
  group: PolicyResource,
  direction: Direction,
  stack: StackIndex,
): readonly string[] {
  const members = membersOf(group, stack);
  const strays = (rule: GroupRule) => (): readonly string[] => {
    const ports = portsOf(rule.props);
    const path = (end: End, member: string): string =>
      direction === "ingress"
        ? `${end.text} → ${rule.name} → ${member}:${ports.text}`
        : `${member} → ${rule.name} → ${end.text}:${ports.text}`;
    return certainOf(
      endsOf(rule, stack).map((read) => () => {
        const end = read();
        if (members.length === 0) return [path(end, "whoever is put into it")];
        return members
          .filter((member) => !isMeant(end, ports, member, { group, direction, stack }))
          .map(({ kind, resource }) => path(end, `${kind} "${resource.name}"`));
      }),
    );
  };
  return certainOf([
    () => certainOf(rulesWithin(group, direction).map(strays)),
    ...rulesBeside(group, direction, stack).map(strays),
  ]);
}

/** What may be, of whatever stands behind the group. */
export function toldWays(
  group: PolicyResource,
  direction: Direction,
  stack: StackIndex,
): readonly string[] {
  const kinds = new Set(membersOf(group, stack).map(({ kind }) => kind));
  return [...kinds].map((kind) => `${told(meant[kind][direction])} for ${kind}s`);
}

interface Place {
  readonly group: PolicyResource;
  readonly direction: Direction;
  readonly stack: StackIndex;
}

function isMeant(end: End, { tcp }: Ports, member: Placement, place: Place): boolean {
  if (tcp === undefined) return false;
  const [from, to] = tcp;
  return meant[member.kind][place.direction].some((way) => {
    const allowed =
      way.ports === "container"
        ? containerPorts(member.resource).map((port) => [port, port] as const)
        : [way.ports];
    return allowed.some(([first, last]) => first <= from && to <= last) && isParty(way, end, place);
  });
}

function isParty({ party }: Way, end: End, { group, stack }: Place): boolean {
  const { range } = end;
  if (party === "the edge") return end.isKnown === true;
  if (party === "load balancers") {
    const callers = end.group === undefined ? [] : membersOf(end.group, stack);
    return callers.length > 0 && callers.every(({ kind }) => kind === "load balancer");
  }
  if (range === undefined) return end.group !== undefined;
  const network = networkOf(group, stack);
  const isInside = network !== undefined && holds(network, range);
  return isInside || (party === "everyone" && !isPrivate(range));
}

const listenerType = "aws:lb/listener:Listener";
const trustStoreType = "aws:lb/trustStore:TrustStore";

/** Listeners of what stands behind a group that answer any of Cloudflare's customers, and not this one's edge alone. */
export function trustingPaths(group: PolicyResource, stack: StackIndex): readonly string[] {
  const balancers = membersOf(group, stack).filter(({ kind }) => kind === "load balancer");
  return certainOf(
    balancers.flatMap(({ resource }) =>
      stack.referring(resource, listenerType, "loadBalancerArn").map((listener) => () => {
        const asks =
          valueAt(listener.props, "mutualAuthentication.mode") === "verify" &&
          stack
            .targets(listener, "mutualAuthentication")
            .some(({ type }) => type === trustStoreType);
        return asks
          ? []
          : [
              `any customer of Cloudflare → listener "${listener.name}", which verifies no certificate by a trust store of this stack → load balancer "${resource.name}"`,
            ];
      }),
    ),
  );
}
