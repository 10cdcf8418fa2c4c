import { matches } from "../../../iam/pattern";
import { asList, isRecord, statementsAt, valueAt } from "../../read";
import type { Properties } from "../../resource";
import { compliant, type Scope, stackRule, violation } from "../../rule";

const vaultPolicyType = "aws:backup/vaultPolicy:VaultPolicy";

/** What ends a recovery point, or opens the way to that. */
const endings = [
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteRecoveryPoint",
  "backup:PutBackupVaultAccessPolicy",
  "backup:UpdateRecoveryPointLifecycle",
];

/** The role for emergencies alone may: no program and no deployment assumes it. */
const emergency = /:role\/[\w/+=,.@-]*-break-glass$/;

export const vaultRequireDeleteGuard = stackRule({
  id: "vault-require-delete-guard",
  severity: "critical",
  title: "No role but the one for emergencies ends a backup of production",
  why: "who can delete the data must not be able to delete what restores it",
  source: "PRC-11",
  fix: "Declare a VaultPolicy that denies everyone these actions, but the break-glass role.",
  waivable: "never",
  types: ["aws:backup/vault:Vault"],
  tiers: ["production"],
  check(vault, scope, stack) {
    const denials = stack
      .referring(vault, vaultPolicyType, "backupVaultName")
      .flatMap(({ props }) => statementsAt(props, "policy"))
      .filter((statement) => deniesEveryone(statement, scope));
    const open = endings.filter(
      (ending) =>
        !denials.some(({ Action }) =>
          asList(Action).some((action) => matches(String(action), ending, true)),
        ),
    );
    return open.length === 0
      ? compliant
      : violation(`leaves ${open.join(", ")} to every role that may`);
  },
});

/** Everyone but one role of the environment's own account. */
function deniesEveryone(
  { Effect, Principal, Condition }: Properties,
  { environment }: Scope,
): boolean {
  const everyone = Principal === "*" || (isRecord(Principal) && Principal.AWS === "*");
  if (Effect !== "Deny" || !everyone) return false;
  if (Condition === undefined) return true;
  if (!isRecord(Condition) || Object.keys(Condition).join() !== "ArnNotEquals") return false;
  const excepted = asList(valueAt(Condition, "ArnNotEquals.aws:PrincipalArn")).map(String);
  return (
    excepted.length > 0 &&
    excepted.every(
      (arn) =>
        emergency.test(arn) &&
        environment.accounts.some((account) => arn.includes(`::${account}:`)),
    )
  );
}
