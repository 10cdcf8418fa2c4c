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
import { githubTrustRequireAudience } from "../rules/access/github-trust-require-audience";
import { githubTrustRequireSubject } from "../rules/access/github-trust-require-subject";
import { githubTrustRequireClaims } from "../rules/access/github-trust-require-claims";
import { trustForbidAbsentClaims } from "../rules/access/trust-forbid-absent-claims";
import { rolesRequireBoundary } from "../rules/access/roles-require-boundary";
import { iamForbidFullAccess } from "../rules/access/iam-forbid-full-access";
import { previewRoleForbidWrite } from "../rules/access/preview-role-forbid-write";
import { deployRoleForbidApproval } from "../rules/access/deploy-role-forbid-approval";
import { deployRoleRequireSession } from "../rules/access/deploy-role-require-session";
import { iamForbidEscalation } from "../rules/access/iam-forbid-escalation";
import { iamForbidExfiltration } from "../rules/access/iam-forbid-exfiltration";
import { iamForbidOverflow } from "../rules/access/iam-forbid-overflow";
import { iamForbidPermissionManagement } from "../rules/access/iam-forbid-permission-management";
import { iamForbidUnboundedWrite } from "../rules/access/iam-forbid-unbounded-write";
import { iamForbidDecryption } from "../rules/access/iam-forbid-decryption";
import { iamForbidWildcard } from "../rules/access/iam-forbid-wildcard";
import { serviceTrustRequireSource } from "../rules/access/service-trust-require-source";
import { functionPermissionRequireSource } from "../rules/access/function-permission-require-source";
import { resourcePolicyForbidWildcard } from "../rules/access/resource-policy-forbid-wildcard";

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
  githubTrustRequireAudience,
  githubTrustRequireSubject,
  githubTrustRequireClaims,
  trustForbidAbsentClaims,
  rolesRequireBoundary,
  iamForbidFullAccess,
  previewRoleForbidWrite,
  deployRoleRequireSession,
  deployRoleForbidApproval,
  iamForbidEscalation,
  iamForbidExfiltration,
  iamForbidPermissionManagement,
  iamForbidUnboundedWrite,
  iamForbidDecryption,
  iamForbidWildcard,
  iamForbidOverflow,
  serviceTrustRequireSource,
  functionPermissionRequireSource,
  resourcePolicyForbidWildcard,
];
