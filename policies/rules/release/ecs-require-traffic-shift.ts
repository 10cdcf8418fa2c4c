import { isText, recordsAt, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

const needed = ["alternateTargetGroupArn", "productionListenerRule", "testListenerRule", "roleArn"];

export const ecsRequireTrafficShift = resourceRule({
  id: "ecs-require-traffic-shift",
  severity: "high",
  title: "A load balancer's both sides and rules are declared, the test rule included",
  why: "without a test rule nothing is tested before it serves",
  source: "REL-2",
  fix: "Complete loadBalancers[].advancedConfiguration.",
  waivable: "outside production",
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }) {
    const missing = recordsAt(props, "loadBalancers").flatMap((balancer, index) =>
      needed
        .map((field) => `advancedConfiguration.${field}`)
        .filter((path) => !isText(valueAt(balancer, path)))
        .map((path) => `loadBalancers[${String(index)}].${path}`),
    );
    return violationOf(missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`]);
  },
});
