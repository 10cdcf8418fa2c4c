import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { guardedTiers, serviceType } from "./ecs";

const expressType = "aws:ecs/expressGatewayService:ExpressGatewayService";

export const ecsRequireController = resourceRule({
  id: "ecs-require-controller",
  severity: "high",
  title: "ECS itself deploys in staging and production",
  why: "strategies, hooks and alarms are the ECS controller's",
  source: "REL-2",
  fix: "Set deploymentController.type to ECS.",
  waivable: "outside production",
  types: [serviceType, expressType],
  tiers: guardedTiers,
  check({ type, props }) {
    if (type === expressType) return violation("deploys in a way that shows no strategy");
    const controller = textAt(props, "deploymentController.type");
    return controller === "ECS"
      ? compliant
      : violation(`deploys through ${controller}, which knows no strategy of ECS`);
  },
});
