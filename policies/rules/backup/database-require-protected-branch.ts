import { settingRule } from "../../setting-rule";
import { neonProject } from "./neon";

export const databaseRequireProtectedBranch = settingRule({
  types: [neonProject],
  tiers: ["production"],
  path: "defaultBranch.protected",
  is: true,
  otherwise: "leaves its default branch unprotected",
});
