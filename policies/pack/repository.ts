import type { Rule } from "../rule";
import { repositoryRequireRuleset } from "../rules/repository/repository-require-ruleset";
import { rulesetRequireEnforcement } from "../rules/repository/ruleset-require-enforcement";
import { rulesetRequireReviews } from "../rules/repository/ruleset-require-reviews";
import { rulesetRequireLastPushApproval } from "../rules/repository/ruleset-require-last-push-approval";
import { rulesetRequireFreshReviews } from "../rules/repository/ruleset-require-fresh-reviews";
import { rulesetRequireCodeOwners } from "../rules/repository/ruleset-require-code-owners";
import { rulesetRequireResolvedThreads } from "../rules/repository/ruleset-require-resolved-threads";
import { rulesetRequireStrictChecks } from "../rules/repository/ruleset-require-strict-checks";
import { rulesetRequireContexts } from "../rules/repository/ruleset-require-contexts";
import { rulesetRequireSignatures } from "../rules/repository/ruleset-require-signatures";
import { rulesetForbidForcePush } from "../rules/repository/ruleset-forbid-force-push";
import { rulesetForbidDeletion } from "../rules/repository/ruleset-forbid-deletion";
import { rulesetForbidBypass } from "../rules/repository/ruleset-forbid-bypass";
import { repositoryRequireAlerts } from "../rules/repository/repository-require-alerts";
import { repositoryRequireSecurityUpdates } from "../rules/repository/repository-require-security-updates";
import { repositoryRequirePushProtection } from "../rules/repository/repository-require-push-protection";
import { actionsRequirePinning } from "../rules/repository/actions-require-pinning";
import { workflowTokenRequireReadOnly } from "../rules/repository/workflow-token-require-read-only";
import { workflowTokenForbidApproval } from "../rules/repository/workflow-token-forbid-approval";

/** What guards the repository that everything is deployed from. */
export const repositoryRules: readonly Rule[] = [
  repositoryRequireRuleset,
  rulesetRequireEnforcement,
  rulesetRequireReviews,
  rulesetRequireLastPushApproval,
  rulesetRequireFreshReviews,
  rulesetRequireCodeOwners,
  rulesetRequireResolvedThreads,
  rulesetRequireStrictChecks,
  rulesetRequireContexts,
  rulesetRequireSignatures,
  rulesetForbidForcePush,
  rulesetForbidDeletion,
  rulesetForbidBypass,
  repositoryRequireAlerts,
  repositoryRequireSecurityUpdates,
  repositoryRequirePushProtection,
  actionsRequirePinning,
  workflowTokenRequireReadOnly,
  workflowTokenForbidApproval,
];
