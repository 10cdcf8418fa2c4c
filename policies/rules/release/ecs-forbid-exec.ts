import { settingRule } from "../../setting-rule";
import { guardedTiers, serviceType } from "./ecs";

export const ecsForbidExec = settingRule({
  types: [serviceType],
  tiers: guardedTiers,
  path: "enableExecuteCommand",
  is: false,
  otherwise: "lets a shell be opened in its tasks",
});
