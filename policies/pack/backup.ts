import type { Rule } from "../rule";
import { failoverRequireRegions } from "../rules/backup/failover-require-regions";
import { databaseRequireScheduledBackup } from "../rules/backup/database-require-scheduled-backup";
import { dataRequireRestorePoints } from "../rules/backup/data-require-restore-points";
import { dataRequireRestoreTest } from "../rules/backup/data-require-restore-test";
import { bucketRequireParts } from "../rules/backup/bucket-require-parts";
import { vaultRequireDeleteGuard } from "../rules/backup/vault-require-delete-guard";
import { regionRequireIndependence } from "../rules/backup/region-require-independence";

/** What can be restored, and for how long. */
export const backupRules: readonly Rule[] = [
  dataRequireRestorePoints,
  dataRequireRestoreTest,
  databaseRequireScheduledBackup,
  bucketRequireParts,
  regionRequireIndependence,
  failoverRequireRegions,
  vaultRequireDeleteGuard,
];
