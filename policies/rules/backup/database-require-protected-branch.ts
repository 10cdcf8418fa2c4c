import { settingRule } from "../../setting-rule";
import { neonProject } from "./neon";

export const databaseRequireProtectedBranch = settingRule({
  id: "database-require-protected-branch",
  severity: "high",
  title: "Production's default branch is protected",
  why: "a protected branch can't be deleted or reset",
  source: "PRC-10",
  waivable: "outside production",
  types: [neonProject],
  tiers: ["production"],
  path: "defaultBranch.protected",
  is: true,
  otherwise: "leaves its default branch unprotected",
});
