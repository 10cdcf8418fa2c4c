import { customerKeyRule } from "./customer-key";

export const vaultRequireCustomerKey = customerKeyRule({
  id: "vault-require-customer-key",
  severity: "high",
  title: "Backups are encrypted with the environment's own key",
  why: "a copy of the data is the data",
  source: "DAT-7",
  fix: "Set kmsKeyArn to the environment's key.",
  waivable: "outside production",
  also: ["CKV_AWS_166"],
  types: ["aws:backup/vault:Vault"],
  path: "kmsKeyArn",
});
