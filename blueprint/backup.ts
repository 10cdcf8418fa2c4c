export interface BackupRuleSpec {
  readonly name: "continuous" | "daily" | "weekly";
  /** AWS cron expression of six fields, UTC. */
  readonly schedule: string;
  /** Days until a recovery point goes; 1 to 35 for a continuous one. */
  readonly deleteAfterDays: number;
  readonly continuous: boolean;
}

export interface BackupSpec {
  readonly rules: readonly BackupRuleSpec[];
  /** Value of the `backup` tag that selects resources into the plan. */
  readonly selectionTag: string;
  /** Region of the vault that receives a copy of every snapshot; `undefined` copies nowhere. */
  readonly copyRegion: string | undefined;
  /** Shortest and longest retention the vault accepts; `undefined` leaves the vault unlocked. */
  readonly lock:
    | { readonly minDays: number; readonly maxDays: number; readonly compliance: boolean }
    | undefined;
  /** Cron of the restore test; `undefined` tests nothing by itself. */
  readonly restoreTestSchedule: string | undefined;
}

/** For how long a backup that was made by a rule is kept. */
export type BackupKeeping = Pick<BackupRuleSpec, "name" | "deleteAfterDays">;

/** What a scheduled backup of a database is told, beside the connection. */
export interface BackupJob {
  readonly stack: string;
  readonly rules: readonly BackupKeeping[];
  /** Public keys of age, for any of which it is sealed. */
  readonly recipients: readonly string[];
  readonly bucket: string;
  readonly region: string;
  /** Whether the bucket has Object Lock. */
  readonly locks: boolean;
}

/** By which a scheduled backup says that all that was due is there; nothing for a day and a quarter wakes somebody. */
export const backupMetric = {
  namespace: "Platform/Backups",
  metricName: "DatabaseBackedUp",
  dimension: "Environment",
} as const;

/** The variable that the task finds its job in. */
export const backupJobVariable = "BACKUP_JOB";
