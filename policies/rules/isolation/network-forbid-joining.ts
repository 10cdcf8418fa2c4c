import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

/** A service of AWS itself; somebody's own is called `com.amazonaws.vpce.<region>.vpce-svc-…`. */
const service = /^com\.amazonaws\.[a-z]{2}(?:-[a-z]+)+-\d\.[a-z0-9.-]+$/;

/** Peering, transit gateways and endpoint services have no card, and are refused as such. */
export const networkForbidJoining = resourceRule({
  id: "network-forbid-joining",
  severity: "critical",
  title: "No endpoint joins a network with somebody's",
  why: "one network is one environment",
  source: "ISO-6",
  fix: "Name a service of AWS itself.",
  waivable: "never",
  types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  check({ props }) {
    const name = textAt(props, "serviceName");
    return service.test(name) ? compliant : violation(`joins its network with "${name}"`);
  },
});
