import { settingRule } from "../../setting-rule";
import { serviceType } from "../release/ecs";

export const taskForbidPublicAddress = settingRule({
  types: [serviceType],
  path: "networkConfiguration.assignPublicIp",
  is: false,
  otherwise: "gives its tasks public addresses, past the load balancer",
});
