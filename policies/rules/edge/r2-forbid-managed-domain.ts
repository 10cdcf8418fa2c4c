import { settingRule } from "../../setting-rule";

export const r2ForbidManagedDomain = settingRule({
  types: ["cloudflare:index/r2ManagedDomain:R2ManagedDomain"],
  tiers: ["staging", "production"],
  path: "enabled",
  is: false,
  otherwise: "opens the bucket to everyone under r2.dev",
});
