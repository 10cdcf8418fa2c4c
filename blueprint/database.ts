import type { BackupKeeping } from "./backup";

/** Sizes and retention of a Neon compute. */
export interface DatabaseComputeSpec {
  /** Compute units, 0.25 and up. */
  readonly minCu: number;
  readonly maxCu: number;
  /** Seconds without queries until the compute sleeps; -1 never sleeps. */
  readonly suspendSeconds: number;
}

export interface SnapshotSpec {
  readonly frequency: "daily" | "weekly";
  /** Hour of the day, UTC. */
  readonly hour: number;
  /** Day of the week (1 is Monday), for weekly snapshots. */
  readonly day: number | undefined;
  readonly retentionDays: number;
}

/** What backs a database up by a schedule. */
export interface DatabaseBackupSpec {
  /** By digest: `<repository>@sha256:<64 hex digits>`. */
  readonly image: string;
  readonly version: string;
  /** Hour of each day, UTC, at which it looks whether a backup is due. */
  readonly hour: number;
  readonly rules: readonly BackupKeeping[];
  /** Public keys of age. */
  readonly recipients: readonly string[];
  /** The object store whose S3 bucket takes them, and whether that locks. */
  readonly store: string;
  readonly locks: boolean;
}

/** A permanent environment owns a Neon project; an ephemeral one is a branch of dev's that expires. */
export type DatabaseSpec =
  | {
      readonly kind: "durable";
      readonly name: string;
      readonly projectName: string;
      readonly organizationId: string;
      readonly region: string;
      readonly postgresVersion: number;
      readonly compute: DatabaseComputeSpec;
      /** Seconds of point-in-time history, at most 2 592 000. */
      readonly historyRetentionSeconds: number;
      readonly snapshots: readonly SnapshotSpec[];
      readonly protectedBranch: boolean;
      /** Addresses besides the network's NAT gateways that may connect; empty allows every address. */
      readonly restrictToNetwork: boolean;
      readonly logicalReplication: boolean;
      /** Compute hours and bytes a billing period may use; `undefined` is unlimited. */
      readonly quota:
        { readonly activeComputeHours: number; readonly logicalSizeGib: number } | undefined;
      /** Public keys of age, for any of which its backups are sealed; none where nobody was named. */
      readonly backupRecipients: readonly string[];
      /** `undefined` until its image has a release, and somebody could open what it makes. */
      readonly backups: DatabaseBackupSpec | undefined;
      /** Most connections that Hyperdrive opens to the origin. */
      readonly connectionLimit: number;
    }
  | {
      readonly kind: "ephemeral";
      readonly name: string;
      readonly branchName: string;
      /** The development project that the branch is made in, and the branch it starts from. */
      readonly parentProjectId: string;
      readonly parentBranchId: string;
      readonly compute: DatabaseComputeSpec;
      /** RFC 3339 time at which Neon removes the branch. */
      readonly expiresAt: string;
      readonly connectionLimit: number;
    };
