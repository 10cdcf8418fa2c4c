import type { Rule } from "../rule";
import { gateRequireTwoPeople } from "../rules/access/gate-require-two-people";
import { gateRequireRefs } from "../rules/access/gate-require-refs";
import { previewGateForbidSecrets } from "../rules/access/preview-gate-forbid-secrets";
import { githubRequireDeclaredReferences } from "../rules/access/github-require-declared-references";
import { entryForbidStrangers } from "../rules/access/entry-forbid-strangers";
import { entryRequireCallers } from "../rules/access/entry-require-callers";
import { roleRequireAbility } from "../rules/access/role-require-ability";
import { roleRequirePurpose } from "../rules/access/role-require-purpose";
import { boundaryForbidEscape } from "../rules/access/boundary-forbid-escape";
import { rolesRequireBoundary } from "../rules/access/roles-require-boundary";
import { deployRoleRequireSession } from "../rules/access/deploy-role-require-session";
import { iamForbidOverflow } from "../rules/access/iam-forbid-overflow";

/** Who may deploy, and what a role may do. */
export const accessRules: readonly Rule[] = [
  gateRequireTwoPeople,
  gateRequireRefs,
  previewGateForbidSecrets,
  githubRequireDeclaredReferences,
  entryForbidStrangers,
  entryRequireCallers,
  roleRequirePurpose,
  roleRequireAbility,
  boundaryForbidEscape,
  rolesRequireBoundary,
  deployRoleRequireSession,
  iamForbidOverflow,
];
