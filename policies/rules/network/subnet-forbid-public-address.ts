import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const subnetForbidPublicAddress = resourceRule({
  types: ["aws:ec2/subnet:Subnet"],
  check({ props }) {
    return valueAt(props, "mapPublicIpOnLaunch") === false
      ? compliant
      : violation("gives whatever starts in it a public address");
  },
});
