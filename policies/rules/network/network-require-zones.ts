import type { Tier } from "../../environments";
import { networkType } from "../../reach/callers";
import { networksOf } from "../../reach/needed";
import { placeOf, placedTypes } from "../../reach/placements";
import { holds, overlaps, rangeAt } from "../../reach/ranges";
import { gatewaysOf, subnetOf, subnetType } from "../../reach/routes";
import { textAt, textsAmong } from "../../read";
import type { PolicyResource } from "../../resource";
import { notApplicable, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { valuesAt } from "../../cards/inputs";

const natType = "aws:ec2/natGateway:NatGateway";

export const networkRequireZones = stackRule({
  id: "network-require-zones",
  title:
    "A network has a public and a private subnet in each of its zones, and whatever runs stands in all",
  why: "with two subnets in one zone, the loss of that zone is the loss of all",
  source: "NET-5",
  fix: "Give each zone a range of its own, and every service, load balancer and endpoint all zones.",
  types: [networkType, natType, ...placedTypes],
  check(resource, { tier }, stack) {
    if (resource.type === networkType) return violationOf(misplacedIn(resource, stack, tier));
    if (resource.type === natType) {
      const zones = textsAmong(
        valuesAt(resource.props, "availabilityZoneAddresses.availabilityZone"),
        "availabilityZoneAddresses",
      );
      if (zones.length === 0) return notApplicable;
      const networks = stack.targets(resource, "vpcId").map(({ urn }) => urn);
      return violationOf(lacking(zones, networks, stack));
    }
    const { subnets = [], ids } = placeOf(resource, stack) ?? {};
    if (subnets.length === 0) return notApplicable;
    const zones = subnets.slice(0, ids?.size).map(zoneOf);
    return violationOf(lacking(zones, networksOf(resource, stack), stack));
  },
});

/** The zones of a network in which there is nothing of a resource's. */
function lacking(
  zones: readonly string[],
  networks: readonly string[],
  stack: StackIndex,
): readonly string[] {
  const all = stack
    .ofType(networkType)
    .filter(({ urn }) => networks.includes(urn))
    .flatMap((network) => stack.referring(network, subnetType, "vpcId").map(zoneOf));
  return [...new Set(all)]
    .filter((zone) => !zones.includes(zone))
    .map((zone) => `has nothing in ${zone}`);
}

function misplacedIn(network: PolicyResource, stack: StackIndex, tier: Tier): readonly string[] {
  const whole = rangeAt(textAt(network.props, "cidrBlock"));
  const subnets = stack
    .referring(network, subnetType, "vpcId")
    .map((subnet) => ({ subnet, range: rangeAt(textAt(subnet.props, "cidrBlock")) }))
    .sort((a, b) => (a.range.from < b.range.from ? -1 : 1));
  const seen = new Set<string>();
  return subnets.flatMap(({ subnet, range }, index) => {
    const gateways = gatewaysOf(subnet, stack);
    const isPublic = (gateways?.internet.length ?? 0) > 0;
    const outer = gateways?.nat.map((nat) => subnetOf(nat, stack)) ?? [];
    const others = outer.flatMap((each) => (each === undefined ? [] : zoneOf(each)));
    const lost = tier === "production" ? others.filter((zone) => zone !== zoneOf(subnet)) : [];
    const place = `${isPublic ? "public" : "private"} subnets in ${zoneOf(subnet)}`;
    const isSecond = seen.has(place);
    seen.add(place);
    const next = subnets[index + 1]?.range;
    return [
      ...lost.map((zone) => `leaves ${zoneOf(subnet)} by a NAT gateway in ${zone}`),
      ...(isSecond ? [`has two ${place}`] : []),
      ...(holds(whole, range) ? [] : [`does not hold subnet "${subnet.name}"`]),
      ...(next !== undefined && overlaps(range, next)
        ? [`has the addresses of "${subnet.name}" twice`]
        : []),
    ];
  });
}

function zoneOf({ props }: PolicyResource): string {
  return textAt(props, "availabilityZone");
}
