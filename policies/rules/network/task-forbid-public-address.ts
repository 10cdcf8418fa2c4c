import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { serviceType } from "../release/ecs";

export const taskForbidPublicAddress = resourceRule({
  types: [serviceType],
  check({ props }) {
    return valueAt(props, "networkConfiguration.assignPublicIp") === false
      ? compliant
      : violation("gives its tasks public addresses, past the load balancer");
  },
});
