import type { Rule } from "../rule";
import { gateRequireReviewers } from "../rules/access/gate-require-reviewers";
import { gateRequireTwoApprovals } from "../rules/access/gate-require-two-approvals";
import { gateForbidSelfReview } from "../rules/access/gate-forbid-self-review";
import { gateForbidAdminBypass } from "../rules/access/gate-forbid-admin-bypass";
import { gateRequireBranchPolicy } from "../rules/access/gate-require-branch-policy";
import { gateRequireReleaseRefs } from "../rules/access/gate-require-release-refs";
import { gateForbidWildcard } from "../rules/access/gate-forbid-wildcard";
import { previewGateRequirePullRequests } from "../rules/access/preview-gate-require-pull-requests";
import { previewGateForbidSecrets } from "../rules/access/preview-gate-forbid-secrets";
import { githubRequireDeclaredReferences } from "../rules/access/github-require-declared-references";
import { entryForbidStrangers } from "../rules/access/entry-forbid-strangers";
import { roleRequirePurpose } from "../rules/access/role-require-purpose";
import { boundaryForbidEscape } from "../rules/access/boundary-forbid-escape";
import { rolesRequireBoundary } from "../rules/access/roles-require-boundary";
import { deployRoleRequireSession } from "../rules/access/deploy-role-require-session";
import { iamForbidOverflow } from "../rules/access/iam-forbid-overflow";

/** Who may deploy, and what a role may do. */
export const accessRules: readonly Rule[] = [
  gateRequireReviewers,
  gateRequireTwoApprovals,
  gateForbidSelfReview,
  gateForbidAdminBypass,
  gateRequireBranchPolicy,
  gateRequireReleaseRefs,
  gateForbidWildcard,
  previewGateRequirePullRequests,
  previewGateForbidSecrets,
  githubRequireDeclaredReferences,
  entryForbidStrangers,
  roleRequirePurpose,
  boundaryForbidEscape,
  rolesRequireBoundary,
  deployRoleRequireSession,
  iamForbidOverflow,
];
