import { valuesAt } from "../cards/inputs";
import { certainOf } from "../certain";
import { oncePerObject } from "../once";
import { textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { type End, networkType } from "./callers";
import { type Direction, endsOf, portsOf, rulesBeside, rulesWithin } from "./group-rules";
import {
  type Kind,
  type Placement,
  containerPorts,
  membersOf,
  placeOf,
  placedTypes,
} from "./placements";
import { holds, isIpv4, rangeAt } from "./ranges";

/** A path without which what stands there does not work. */
interface Needed {
  readonly direction: Direction;
  readonly party: string;
  readonly port: number;
  readonly isParty: (end: End, stack: StackIndex) => boolean;
}

type Needs = (resource: PolicyResource, stack: StackIndex) => readonly Needed[];

const invocationType = "aws:lambda/invocation:Invocation";
const everyone = rangeAt("0.0.0.0/0");
const outside = (port: number): Needed => ({
  ...{ direction: "egress", party: "everyone", port },
  isParty: ({ range }) => range !== undefined && holds(range, everyone),
});

/** Edge → load balancer → task → AWS and the database, and through endpoints: the other side of what is meant. */
const needs: Readonly<Record<Kind, Needs>> = {
  "load balancer": (balancer, stack) => [
    {
      ...{ direction: "ingress", party: "the edge's addresses of IPv4", port: 443 },
      isParty: ({ isKnown, range }) => isKnown === true && range !== undefined && isIpv4(range),
    },
    ...beside(balancer, ["service"], stack).flatMap(({ resource }) =>
      containerPorts(resource).flatMap((port) => standing("egress", port, resource, stack)),
    ),
  ],
  service: (service) => [
    ...containerPorts(service).map((port): Needed => ({
      ...{ direction: "ingress", party: "a load balancer", port },
      isParty: ({ group }, stack) =>
        group !== undefined && membersOf(group, stack).some(({ kind }) => kind === "load balancer"),
    })),
    outside(443),
  ],
  // What is called by the update itself sets the database up.
  function: (of, stack) =>
    stack.referring(of, invocationType, "functionName").length > 0
      ? [outside(443), outside(5432)]
      : [outside(443)],
  task: () => [outside(443), outside(5432)],
  endpoint: (endpoint, stack) =>
    beside(endpoint, ["service", "function"], stack).flatMap(({ resource }) =>
      standing("ingress", 443, resource, stack),
    ),
};

/** Ports that a service is asked on and its containers do not open. */
function deafOn(service: PolicyResource, stack: StackIndex): readonly string[] {
  const tasks = stack.targets(service, "taskDefinition");
  const open = tasks.flatMap(({ props }) =>
    valuesAt(props, "containerDefinitions.portMappings.containerPort"),
  );
  return containerPorts(service)
    .filter((port) => tasks.length > 0 && !open.includes(port))
    .map((port) => `is asked on port ${String(port)}, which no container opens`);
}

/** Paths that a resource needs and that its groups do not let through, in words. */
export function lackingPaths(resource: PolicyResource, stack: StackIndex): readonly string[] {
  const place = placeOf(resource, stack);
  if (place === undefined) return [];
  const missing = needs[place.kind](resource, stack).map((need) => () => {
    const { direction, party, port } = need;
    const isOpen = place.groups.some((group) => isLetThrough(need, group, stack));
    const way = direction === "ingress" ? `from ${party} to it` : `from it to ${party}`;
    return isOpen ? [] : [`has no way ${way} on port ${String(port)}`];
  });
  const deaf = () => (place.kind === "service" ? deafOn(resource, stack) : []);
  return [...new Set(certainOf([...missing, deaf]))];
}

function isLetThrough(
  { direction, port, isParty }: Needed,
  group: PolicyResource,
  stack: StackIndex,
): boolean {
  return [...rulesWithin(group, direction), ...rulesBeside(group, direction, stack)].some(
    (rule) => {
      const [from, to] = portsOf(rule.props).tcp ?? [1, 0];
      return (
        from <= port && port <= to && endsOf(rule, stack).some((read) => isParty(read(), stack))
      );
    },
  );
}

/** The way to or from wherever a resource stands. */
function standing(
  direction: Direction,
  port: number,
  resource: PolicyResource,
  stack: StackIndex,
): readonly Needed[] {
  return (placeOf(resource, stack)?.subnets ?? []).map((subnet) => {
    const inner = rangeAt(textAt(subnet.props, "cidrBlock"));
    return {
      ...{ direction, party: `"${subnet.name}"`, port },
      isParty: ({ range }) => range !== undefined && holds(range, inner),
    };
  });
}

/** What of these kinds stands in the same network. */
function beside(
  resource: PolicyResource,
  kinds: readonly Kind[],
  stack: StackIndex,
): readonly Placement[] {
  return networksOf(resource, stack)
    .flatMap((network) => placedIn(stack).get(network) ?? [])
    .filter(({ kind }) => kinds.includes(kind));
}

/** URNs of the networks that a resource's subnets belong to. */
export function networksOf(resource: PolicyResource, stack: StackIndex): readonly string[] {
  const networks = (placeOf(resource, stack)?.subnets ?? []).flatMap((subnet) =>
    stack.targets(subnet, "vpcId").filter(({ type }) => type === networkType),
  );
  return [...new Set(networks.map(({ urn }) => urn))];
}

const placedIn = oncePerObject((stack: StackIndex): ReadonlyMap<string, readonly Placement[]> => {
  const found = new Map<string, Placement[]>();
  for (const resource of stack.of(placedTypes)) {
    const kind = placeOf(resource, stack)?.kind;
    if (kind === undefined) continue;
    for (const network of networksOf(resource, stack)) {
      found.set(network, [...(found.get(network) ?? []), { kind, resource }]);
    }
  }
  return found;
});
