export const vaultLockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
