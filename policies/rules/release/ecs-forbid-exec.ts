import { settingRule } from "../../setting-rule";
import { guardedTiers, serviceType } from "./ecs";

export const ecsForbidExec = settingRule({
  id: "ecs-forbid-exec",
  severity: "high",
  title: "Nobody opens a shell in a task of staging or production",
  why: "what is changed by hand is nowhere written down",
  source: "ACC-7",
  waivable: "everywhere",
  types: [serviceType],
  tiers: guardedTiers,
  path: "enableExecuteCommand",
  is: false,
  otherwise: "lets a shell be opened in its tasks",
});
