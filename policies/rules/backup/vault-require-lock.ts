import { compliant, stackRule, violation } from "../../rule";
import { vaultLockType } from "./vaults";

export const vaultRequireLock = stackRule({
  types: ["aws:backup/vault:Vault"],
  tiers: ["staging", "production"],
  check(vault, _scope, stack) {
    return stack.referring(vault, vaultLockType, "backupVaultName").length > 0
      ? compliant
      : violation("has no lock, so that a recovery point can be given less time");
  },
});
