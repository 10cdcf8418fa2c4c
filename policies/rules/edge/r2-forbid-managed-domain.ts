import { settingRule } from "../../setting-rule";

export const r2ForbidManagedDomain = settingRule({
  id: "r2-forbid-managed-domain",
  severity: "critical",
  title: "No bucket of staging or production is public under r2.dev",
  why: "files are served through the environment's own hosts",
  source: "PRC-17",
  waivable: "outside production",
  types: ["cloudflare:index/r2ManagedDomain:R2ManagedDomain"],
  tiers: ["staging", "production"],
  path: "enabled",
  is: false,
  otherwise: "opens the bucket to everyone under r2.dev",
});
