import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const lock = (props: Declared["props"], region = "eu-west-1"): Declared => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: `lock-${region}`,
  props: { backupVaultName: "vault", ...props },
  provider: { region },
});

const branch = (props: Declared["props"]): Declared => ({
  type: "neon:index:Branch",
  name: "branch",
  props: { projectId: "quiet-rain-11111111", name: "pr-7", ...props },
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
  {
    rule: "preview-branch-require-expiry",
    stack: "pr-7",
    compliant: [
      { title: "in a week", subject: branch({ expiresAt: "2026-11-28T00:00:00Z" }) },
      { title: "already past", subject: branch({ expiresAt: "2026-11-01T00:00:00Z" }) },
    ],
    violating: [
      {
        title: "in a month",
        subject: branch({ expiresAt: "2026-12-21T00:00:00Z" }),
        message:
          'preview-branch-require-expiry: neon:index:Branch "branch" lives until 2026-12-21T00:00:00Z, 30 days from 2026-11-21; at most 7 are allowed (ENV-4). Set expiresAt to at most seven days from now.',
      },
      {
        title: "some day",
        subject: branch({ expiresAt: "later" }),
        message:
          'preview-branch-require-expiry: the rule could not read neon:index:Branch "branch": "later" is no date (ENV-4). Set expiresAt to at most seven days from now.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: branch({}) }],
    needs: ["expiresAt"],
  },
];
