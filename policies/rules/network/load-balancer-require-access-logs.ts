import { textAt, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireAccessLogs = resourceRule({
  types: loadBalancerTypes,
  check({ props }) {
    textAt(props, "accessLogs.bucket");
    return valueAt(props, "accessLogs.enabled") === true
      ? compliant
      : violation("does not say who asked for what");
  },
});
