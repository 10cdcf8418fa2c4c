import { has, textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { vaultLockType } from "./vaults";

export const vaultLockForbidCompliance = resourceRule({
  id: "vault-lock-forbid-compliance",
  severity: "high",
  title: "A vault is locked in compliance mode only on purpose",
  why: "nobody can ever undo it, AWS included",
  source: "PRC-14",
  fix: "Leave changeableForDays out.",
  waivable: "outside production",
  types: [vaultLockType],
  check({ props }, { environment }) {
    if (!has(props, "changeableForDays")) return compliant;
    const vault = textAt(props, "backupVaultName");
    return environment.complianceLocks.includes(vault)
      ? compliant
      : violation(
          `locks the vault "${vault}" in compliance mode, which nobody can undo`,
          `Leave changeableForDays out, or list "${vault}" under complianceLocks of ${environment.name} in policies/environments.yaml.`,
        );
  },
});
