import { type Kind, placeOf, placedTypes } from "../../reach/placements";
import { gatewaysOf, subnetOf } from "../../reach/routes";
import { valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";

export const placementRequirePath = stackRule({
  id: "placement-require-path",
  title: "Load balancers stand where the internet comes to, and all else where it does not",
  why: "the routes of a subnet decide who stands in the internet, and who gets out of it",
  source: "NET-2",
  fix: "Put it into security groups and subnets of its network: public ones for a load balancer, private ones for all else.",
  types: placedTypes,
  check(resource, _scope, stack) {
    const place = placeOf(resource, stack);
    if (place === undefined) return notApplicable;
    const { kind, groups, subnets } = place;
    return violationOf([
      ...(groups.length > 0
        ? []
        : ["stands in no security group of this stack, and so in its network's default one"]),
      ...(subnets.length > 0 ? [] : ["stands in no subnet of this stack"]),
      ...(kind !== "endpoint" || valueAt(resource.props, "privateDnsEnabled") === true
        ? []
        : ["is passed by: its service's name → the internet (privateDnsEnabled is not true)"]),
      ...subnets.flatMap((subnet) => strayRoutes(kind, subnet, stack)),
    ]);
  },
});

function strayRoutes(kind: Kind, subnet: PolicyResource, stack: StackIndex): readonly string[] {
  const gateways = gatewaysOf(subnet, stack);
  const at = `subnet "${subnet.name}"`;
  if (gateways === undefined)
    return [`stands in ${at}, which has its network's main route table, that no stack declares`];
  const { internet, nat } = gateways;
  if (kind === "load balancer")
    return internet.length > 0 ? [] : [`is reached by nobody: ${at} → no internet gateway`];
  if (internet.length > 0)
    return internet.map(({ name }) => `makes internet → internet gateway "${name}" → ${at} → it`);
  if (kind === "endpoint") return [];
  const leading = nat.filter((gateway) => {
    const outer = subnetOf(gateway, stack);
    return outer === undefined || (gatewaysOf(outer, stack)?.internet.length ?? 0) > 0;
  });
  return leading.length > 0 ? [] : [`gets out nowhere: ${at} → no NAT gateway in a public subnet`];
}
