import { customerKeyRule } from "./customer-key";

export const vaultRequireCustomerKey = customerKeyRule({
  "aws:backup/vault:Vault": "kmsKeyArn",
});
