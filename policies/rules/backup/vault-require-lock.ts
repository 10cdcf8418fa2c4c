import { compliant, stackRule, violation } from "../../rule";
import { vaultLockType } from "./vaults";

export const vaultRequireLock = stackRule({
  id: "vault-require-lock",
  severity: "high",
  title: "Vaults of staging and production hold what they keep for a time",
  why: "a mistake must not shorten it",
  source: "PRC-11",
  fix: "Declare a VaultLockConfiguration for the vault.",
  waivable: "outside production",
  types: ["aws:backup/vault:Vault"],
  tiers: ["staging", "production"],
  check(vault, _scope, stack) {
    return stack.referring(vault, vaultLockType, "backupVaultName").length > 0
      ? compliant
      : violation("has no lock, so that a recovery point can be given less time");
  },
});
