import { settingRule } from "../../setting-rule";

export const logpushRequireEnabled = settingRule({
  id: "logpush-require-enabled",
  severity: "medium",
  title: "Logs of the edge are pushed where that is declared",
  why: "Cloudflare keeps them for a few days",
  source: "OBS-28",
  waivable: "outside production",
  types: ["cloudflare:index/logpushJob:LogpushJob"],
  tiers: ["production", "shared"],
  path: "enabled",
  is: true,
  otherwise: "pushes no log",
});
