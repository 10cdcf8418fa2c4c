import type { Rule } from "../rule";
import { backupRequirePlan } from "../rules/backup/backup-require-plan";
import { backupRequireRetention } from "../rules/backup/backup-require-retention";
import { backupRequireWeekly } from "../rules/backup/backup-require-weekly";
import { backupRequireContinuousLimit } from "../rules/backup/backup-require-continuous-limit";
import { backupRequireLockFit } from "../rules/backup/backup-require-lock-fit";
import { backupRequireCopy } from "../rules/backup/backup-require-copy";
import { vaultLockForbidCompliance } from "../rules/backup/vault-lock-forbid-compliance";
import { bucketRequireVersioning } from "../rules/backup/bucket-require-versioning";
import { bucketRequireBackup } from "../rules/backup/bucket-require-backup";
import { bucketRequireReplication } from "../rules/backup/bucket-require-replication";
import { dataRequireBackup } from "../rules/backup/data-require-backup";
import { databaseRequireSnapshots } from "../rules/backup/database-require-snapshots";
import { databaseRequireWeeklySnapshots } from "../rules/backup/database-require-weekly-snapshots";
import { databaseRequireHistory } from "../rules/backup/database-require-history";
import { databaseRequireProtectedBranch } from "../rules/backup/database-require-protected-branch";
import { databaseForbidSuspend } from "../rules/backup/database-forbid-suspend";
import { previewBranchRequireExpiry } from "../rules/backup/preview-branch-require-expiry";
import { backupRequireRestoreTest } from "../rules/backup/backup-require-restore-test";
import { bucketRequireObjectLock } from "../rules/backup/bucket-require-object-lock";
import { bucketForbidExpiry } from "../rules/backup/bucket-forbid-expiry";
import { bucketRequireLifecycle } from "../rules/backup/bucket-require-lifecycle";
import { failoverRequirePools } from "../rules/backup/failover-require-pools";
import { failoverRequireMonitors } from "../rules/backup/failover-require-monitors";
import { failoverRequireFallback } from "../rules/backup/failover-require-fallback";
import { vaultRequireDeleteGuard } from "../rules/backup/vault-require-delete-guard";
import { vaultRequireLock } from "../rules/backup/vault-require-lock";
import { schemaRequireCompatibility } from "../rules/backup/schema-require-compatibility";
import { eventTopicRequireDeletePolicy } from "../rules/backup/event-topic-require-delete-policy";
import { eventTopicRequireUnlimitedRetention } from "../rules/backup/event-topic-require-unlimited-retention";
import { regionRequireIndependence } from "../rules/backup/region-require-independence";

/** What can be restored, and for how long. */
export const backupRules: readonly Rule[] = [
  dataRequireBackup,
  backupRequirePlan,
  backupRequireRetention,
  backupRequireWeekly,
  backupRequireContinuousLimit,
  backupRequireLockFit,
  backupRequireCopy,
  vaultLockForbidCompliance,
  bucketRequireBackup,
  bucketRequireVersioning,
  bucketRequireReplication,
  databaseRequireSnapshots,
  databaseRequireWeeklySnapshots,
  databaseRequireHistory,
  databaseRequireProtectedBranch,
  databaseForbidSuspend,
  previewBranchRequireExpiry,
  backupRequireRestoreTest,
  bucketRequireObjectLock,
  bucketRequireLifecycle,
  bucketForbidExpiry,
  regionRequireIndependence,
  failoverRequirePools,
  failoverRequireMonitors,
  failoverRequireFallback,
  vaultRequireDeleteGuard,
  vaultRequireLock,
  schemaRequireCompatibility,
  eventTopicRequireDeletePolicy,
  eventTopicRequireUnlimitedRetention,
];
