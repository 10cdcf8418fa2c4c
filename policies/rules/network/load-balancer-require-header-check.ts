import { optional, textAt, valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireHeaderCheck = resourceRule({
  types: loadBalancerTypes,
  check({ props }) {
    if ((optional(textAt, props, "loadBalancerType") ?? "application") !== "application") {
      return notApplicable;
    }
    return valueAt(props, "dropInvalidHeaderFields") === true
      ? compliant
      : violation("passes on headers that are none");
  },
});
