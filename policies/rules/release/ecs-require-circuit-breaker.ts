import { valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { serviceType } from "./ecs";

export const ecsRequireCircuitBreaker = resourceRule({
  types: [serviceType],
  check({ props }) {
    return violationOf(
      ["enable", "rollback"]
        .map((field) => `deploymentCircuitBreaker.${field}`)
        .filter((path) => valueAt(props, path) !== true)
        .map((path) => `leaves ${path} off`),
    );
  },
});
