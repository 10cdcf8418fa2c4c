import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const lock = (props: Declared["props"], region = "eu-west-1"): Declared => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: `lock-${region}`,
  props: { backupVaultName: "vault", ...props },
  provider: { region },
});

export const backupCases: readonly RuleCases[] = [
  {
    rule: "vault-lock-forbid-compliance",
    stack: "production",
    compliant: [
      {
        title: "compliance mode of a vault that is listed for it",
        subject: lock({ backupVaultName: "acme-production-sealed", changeableForDays: 3 }),
      },
      { title: "governance mode", subject: lock({ minRetentionDays: 7 }) },
    ],
    violating: [
      {
        title: "compliance mode of any other vault",
        subject: lock({ changeableForDays: 3 }),
        message:
          'vault-lock-forbid-compliance: aws:backup/vaultLockConfiguration:VaultLockConfiguration "lock-eu-west-1" locks the vault "vault" in compliance mode, which nobody can undo (PRC-14). Leave changeableForDays out, or list "vault" under complianceLocks of production in policies/environments.yaml.',
      },
    ],
    needs: ["backupVaultName"],
    awaits: ["changeableForDays"],
  },
];
