import { textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { vpcType } from "./vpcs";

const natType = "aws:ec2/natGateway:NatGateway";
const subnetType = "aws:ec2/subnet:Subnet";

export const natRequireZones = stackRule({
  id: "nat-require-zones",
  severity: "high",
  title: "Production's way out survives the loss of a zone",
  why: "one zone's gateway would take the others down with it",
  source: "NET-5",
  fix: "Use a regional NAT gateway, or one per zone.",
  waivable: "everywhere",
  types: [vpcType],
  tiers: ["production"],
  check(vpc, _scope, stack) {
    const subnets = stack.referring(vpc, subnetType, "vpcId");
    const ofVpc = stack.referring(vpc, natType, "vpcId");
    if (ofVpc.some(({ props }) => props.availabilityMode === "regional")) return compliant;
    if (ofVpc.length > 0) return violation("has a NAT gateway of its own that is not regional");
    const served = zonesWith(subnets, (subnet) => hasGateway(subnet, stack));
    if (served.size === 0) return notApplicable;
    const unserved = [...zonesWith(subnets, () => true)].filter((zone) => !served.has(zone));
    return unserved.length === 0
      ? compliant
      : violation(`has no NAT gateway of its own in ${unserved.join(", ")}`);
  },
});

function hasGateway(subnet: PolicyResource, stack: StackIndex): boolean {
  return stack.referring(subnet, natType, "subnetId").length > 0;
}

function zonesWith(
  subnets: readonly PolicyResource[],
  test: (subnet: PolicyResource) => boolean,
): ReadonlySet<string> {
  return new Set(subnets.filter(test).map(({ props }) => textAt(props, "availabilityZone")));
}
