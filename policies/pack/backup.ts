import type { Rule } from "../rule";
import { failoverRequireRegions } from "../rules/backup/failover-require-regions";
import { dataRequireRestorePoints } from "../rules/backup/data-require-restore-points";
import { dataRequireRestoreTest } from "../rules/backup/data-require-restore-test";
import { vaultLockForbidCompliance } from "../rules/backup/vault-lock-forbid-compliance";
import { previewBranchRequireExpiry } from "../rules/backup/preview-branch-require-expiry";
import { bucketRequireLifecycle } from "../rules/backup/bucket-require-lifecycle";
import { vaultRequireDeleteGuard } from "../rules/backup/vault-require-delete-guard";
import { schemaRequireCompatibility } from "../rules/backup/schema-require-compatibility";
import { eventTopicRequireDeletePolicy } from "../rules/backup/event-topic-require-delete-policy";
import { eventTopicRequireUnlimitedRetention } from "../rules/backup/event-topic-require-unlimited-retention";
import { regionRequireIndependence } from "../rules/backup/region-require-independence";

/** What can be restored, and for how long. */
export const backupRules: readonly Rule[] = [
  dataRequireRestorePoints,
  dataRequireRestoreTest,
  vaultLockForbidCompliance,
  previewBranchRequireExpiry,
  bucketRequireLifecycle,
  regionRequireIndependence,
  failoverRequireRegions,
  vaultRequireDeleteGuard,
  schemaRequireCompatibility,
  eventTopicRequireDeletePolicy,
  eventTopicRequireUnlimitedRetention,
];
