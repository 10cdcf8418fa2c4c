import { textAt } from "../../read";
import { gatewaysOf, subnetOf, subnetType } from "../../reach/routes";
import { notApplicable, stackRule, violationOf } from "../../rule";

export const natRequireZones = stackRule({
  id: "nat-require-zones",
  title: "Production's way out survives the loss of a zone",
  why: "one zone's gateway would take the others down with it",
  source: "NET-5",
  fix: "Use a regional NAT gateway, or one per zone.",
  waivable: "everywhere",
  types: [subnetType],
  tiers: ["production"],
  check(subnet, _scope, stack) {
    const gateways = gatewaysOf(subnet, stack)?.nat ?? [];
    if (gateways.length === 0) return notApplicable;
    const zone = textAt(subnet.props, "availabilityZone");
    return violationOf(
      gateways.flatMap((gateway) => {
        const outer = subnetOf(gateway, stack);
        const other = outer === undefined ? zone : textAt(outer.props, "availabilityZone");
        return other === zone
          ? []
          : [`leaves ${zone} by NAT gateway "${gateway.name}" in ${other}, and is lost with it`];
      }),
    );
  },
});
