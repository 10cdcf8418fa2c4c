import { valueAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { serviceType } from "./ecs";

const switches = ["enable", "rollback"];

export const ecsRequireCircuitBreaker = resourceRule({
  id: "ecs-require-circuit-breaker",
  severity: "high",
  title: "A deployment that never gets healthy is taken back",
  why: "rollback is automatic",
  source: "REL-11",
  fix: `Set deploymentCircuitBreaker.${listed(switches, "and")} to true.`,
  waivable: "outside production",
  types: [serviceType],
  check({ props }) {
    return violationOf(
      switches
        .map((field) => `deploymentCircuitBreaker.${field}`)
        .filter((path) => valueAt(props, path) !== true)
        .map((path) => `leaves ${path} off`),
    );
  },
});
