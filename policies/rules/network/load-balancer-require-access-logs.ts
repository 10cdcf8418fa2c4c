import { textAt, valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { loadBalancerTypes } from "./load-balancers";

export const loadBalancerRequireAccessLogs = resourceRule({
  id: "load-balancer-require-access-logs",
  severity: "medium",
  title: "Load balancers write down who asked for what",
  why: "after an incident they say what was taken",
  source: "ACC-15",
  fix: "Set accessLogs.enabled to true.",
  waivable: "outside production",
  also: ["ELB.5", "CKV_AWS_91", "AS-ELB2"],
  types: loadBalancerTypes,
  check({ props }) {
    textAt(props, "accessLogs.bucket");
    return valueAt(props, "accessLogs.enabled") === true
      ? compliant
      : violation("does not say who asked for what");
  },
});
