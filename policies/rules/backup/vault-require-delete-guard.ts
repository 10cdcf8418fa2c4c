import { evaluate } from "../../../iam/evaluate";
import type { Statement } from "../../../iam/policy";
import { textAt } from "../../read";
import { compliant, type Scope, stackRule, violation } from "../../rule";
import { evading } from "../../who-can/contexts";
import { everything, policyAt } from "../../who-can/documents";
import { emergencyRoles, ownAccounts, ownForms } from "../../who-can/own";
import { requestBy, usual } from "../../who-can/requests";

const vaultPolicyType = "aws:backup/vaultPolicy:VaultPolicy";

/** What ends a recovery point, or opens the way to that. */
const endings = [
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteRecoveryPoint",
  "backup:PutBackupVaultAccessPolicy",
  "backup:UpdateRecoveryPointLifecycle",
];

export const vaultRequireDeleteGuard = stackRule({
  id: "vault-require-delete-guard",
  severity: "critical",
  title:
    "No role but the one for emergencies ends a backup, or in production opens the way to that",
  why: "who can delete the data must not be able to delete what restores it",
  source: "PRC-11",
  fix: "Declare a VaultPolicy that denies everyone these actions, but the break-glass role.",
  waivable: "never",
  types: ["aws:backup/vault:Vault"],
  check(vault, scope, stack) {
    const policies = stack
      .referring(vault, vaultPolicyType, "backupVaultName")
      .map((each) => policyAt(each, "policy"));
    const guard = {
      name: "guard",
      statements: policies.flatMap(({ statements }) => statements),
      hasVariables: policies.some(({ hasVariables }) => hasVariables),
    };
    const denials = guard.statements.filter(({ Effect }) => Effect === "Deny");
    const contexts = evading(denials, [{}], usual(scope.environment));
    const name = textAt(vault.props, "name");
    const asked = endings.filter(
      (ending) => scope.tier === "production" || ending.includes("RecoveryPoint"),
    );
    const open = asked.filter((ending) =>
      askersOf(denials, scope).some((principal) =>
        contexts.some((values) => {
          const request = requestBy(principal, ending, targetOf(ending, name, scope), values);
          return evaluate({ identity: [everything], resource: guard }, request).allowed;
        }),
      ),
    );
    return open.length === 0
      ? compliant
      : violation(`leaves ${open.join(", ")} to every role that may`);
  },
});

/** A role that is called anything, and whoever a denial excepts, but the role for emergencies: no deployment takes that. */
function askersOf(denials: readonly Statement[], { environment }: Scope): readonly string[] {
  const emergency = emergencyRoles(environment);
  const anybody = ownForms("arn:aws:iam::<account>:role/<name>-anybody", environment).slice(0, 1);
  const excepted = evading(denials, [{}], {}).flatMap((values) => values["aws:principalarn"] ?? []);
  return [...new Set([...anybody, ...excepted])].filter((arn) => !emergency.includes(arn));
}

function targetOf(ending: string, vault: string, { environment }: Scope): string {
  const [region = ""] = environment.regions;
  const [account = ""] = ownAccounts(environment);
  const what = ending.includes("RecoveryPoint")
    ? "recovery-point:another"
    : `backup-vault:${vault}`;
  return `arn:aws:backup:${region}:${account}:${what}`;
}
