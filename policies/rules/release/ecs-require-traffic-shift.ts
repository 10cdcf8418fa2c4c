import { isText, recordsAt, valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

const needed = ["alternateTargetGroupArn", "productionListenerRule", "testListenerRule", "roleArn"];

export const ecsRequireTrafficShift = resourceRule({
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
