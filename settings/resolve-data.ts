import type { BackupSpec } from "../blueprint/backup";
import type { DatabaseBackupSpec, DatabaseSpec } from "../blueprint/database";
import { databaseBackup, physicalName } from "../blueprint/names";
import type { ObjectStoreSpec } from "../blueprint/storage";
import { tiers } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";
import { sharedImages } from "./resolve-container-service";

export function resolveDatabase(inputs: EnvironmentInputs): DatabaseSpec | undefined {
  const { stack, tier: name, settings } = inputs;
  const { database, product } = settings.values;
  if (database === false) return undefined;
  const tier = tiers[name].database;
  const { compute, connectionLimit } = tier;
  if (settings.kind === "ephemeral") {
    const { neon, expiresOn } = settings.values;
    return neon === undefined
      ? undefined
      : {
          kind: "ephemeral",
          name: database.name,
          branchName: stack,
          parentProjectId: neon.projectId,
          parentBranchId: neon.branchId,
          compute,
          expiresAt: `${expiresOn}T00:00:00Z`,
          connectionLimit,
        };
  }
  const { neon } = settings.values;
  return neon === undefined
    ? undefined
    : {
        kind: "durable",
        name: database.name,
        projectName: physicalName("neonProject", product, stack),
        organizationId: neon.organizationId,
        region: neon.region,
        postgresVersion: database.postgresVersion,
        compute,
        historyRetentionSeconds: tier.historyRetentionSeconds,
        snapshots: tier.snapshots,
        protectedBranch: tier.protectedBranch,
        restrictToNetwork: tier.restrictToNetwork,
        logicalReplication: tier.logicalReplication,
        quota: tier.quota,
        backupRecipients: neon.backupRecipients ?? [],
        backups: resolveDatabaseBackups(inputs, neon.backupRecipients ?? []),
        connectionLimit,
      };
}

function resolveDatabaseBackups(
  { tier, settings, releases, registry }: EnvironmentInputs,
  recipients: readonly string[],
): DatabaseBackupSpec | undefined {
  const { product, objectStores } = settings.values;
  const release = releases.get(databaseBackup);
  const [store] = objectStores;
  if (release === undefined || store === undefined || recipients.length === 0) return undefined;
  const { backup, storage } = tiers[tier];
  const repository = release.image ?? sharedImages(databaseBackup, { product, registry }).home;
  return {
    image: `${repository}@${release.digest}`,
    version: release.version,
    hour: backup.databaseHour,
    rules: backup.rules
      .filter(({ continuous }) => !continuous)
      .map(({ name, deleteAfterDays }) => ({ name, deleteAfterDays })),
    recipients,
    store,
    locks: storage.lockDays !== undefined,
  };
}

export function resolveObjectStore(
  name: string,
  { stack, tier: tierName, settings }: EnvironmentInputs,
  siteHosts: readonly string[],
): ObjectStoreSpec {
  const { storage } = tiers[tierName];
  const { aws, cloudflare, host } = settings.values;
  return {
    name,
    r2Location: cloudflare.r2Location,
    versioned: storage.versioned,
    noncurrentDays: storage.noncurrentDays,
    replicaRegion: storage.replicated ? aws.recoveryRegion : undefined,
    lockDays: storage.lockDays,
    backupTag: backupTag(stack),
    allowedHosts: siteHosts.length > 0 ? siteHosts : [host],
  };
}

export function resolveBackup({ stack, tier, settings }: EnvironmentInputs): BackupSpec {
  const { backup } = tiers[tier];
  return {
    rules: backup.rules,
    selectionTag: backupTag(stack),
    copyRegion: backup.copied ? settings.values.aws.recoveryRegion : undefined,
    lock: backup.lock,
    restoreTestSchedule: backup.restoreTestSchedule,
  };
}

/** Pull requests share dev's account: a plan must not select another environment's files. */
function backupTag(stack: string): string {
  return `${stack}-files`;
}
