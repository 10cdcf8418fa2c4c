import { optional, textAt, valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireHeaderCheck = resourceRule({
  id: "load-balancer-require-header-check",
  severity: "medium",
  title: "Load balancers drop headers that are none",
  why: "a service and its load balancer read them differently",
  source: "PRC-25",
  fix: "Set dropInvalidHeaderFields to true.",
  waivable: "outside production",
  also: ["ELB.4", "CKV_AWS_131"],
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
