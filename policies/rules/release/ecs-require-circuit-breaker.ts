import { valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { serviceType } from "./ecs";

export const ecsRequireCircuitBreaker = resourceRule({
  id: "ecs-require-circuit-breaker",
  severity: "high",
  title: "A deployment that never gets healthy is taken back",
  why: "rollback is automatic",
  source: "ADR-015",
  fix: "Set deploymentCircuitBreaker.enable and rollback to true.",
  waivable: "outside production",
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
