import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

export const ecsRequireController = resourceRule({
  types: [serviceType],
  tiers: guardedTiers,
  check({ props }) {
    const controller = textAt(props, "deploymentController.type");
    return controller === "ECS"
      ? compliant
      : violation(`deploys through ${controller}, which knows no strategy of ECS`);
  },
});
