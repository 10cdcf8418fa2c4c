import { settingRule } from "../../setting-rule";
import { serviceType } from "../release/ecs";

export const taskForbidPublicAddress = settingRule({
  id: "task-forbid-public-address",
  severity: "high",
  title: "Tasks have no public address",
  why: "nothing but a load balancer stands in the internet",
  source: "NET-2",
  waivable: "outside production",
  also: ["ECS.2", "CKV_AWS_333"],
  types: [serviceType],
  path: "networkConfiguration.assignPublicIp",
  is: false,
  otherwise: "gives its tasks public addresses, past the load balancer",
});
