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
