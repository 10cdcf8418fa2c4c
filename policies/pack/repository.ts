import type { Rule } from "../rule";
import { repositoryRequireGuards } from "../rules/repository/repository-require-guards";
import { rulesetRequireGuards } from "../rules/repository/ruleset-require-guards";
import { teamRequirePermission } from "../rules/repository/team-require-permission";

/** What guards the repository that everything is deployed from. */
export const repositoryRules: readonly Rule[] = [
  repositoryRequireGuards,
  rulesetRequireGuards,
  teamRequirePermission,
];
