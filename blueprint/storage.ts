/**
 * A named place for files, in two parts: an R2 bucket that applications serve from, and an S3 bucket that keeps what
 * AWS Backup and replication protect: R2 itself has neither versions nor replicas.
 */
export interface ObjectStoreSpec {
  /** Role of the store, for example `documents`. */
  readonly name: string;
  readonly r2Location: string;
  readonly versioned: boolean;
  /** Days that replaced versions stay. */
  readonly noncurrentDays: number;
  /** Region of the replica; `undefined` replicates nowhere. */
  readonly replicaRegion: string | undefined;
  /** Days that an object under `backups/` can't be changed or removed; `undefined` locks nothing. */
  readonly lockDays: number | undefined;
  /** Which rules of the backup plan select it. */
  readonly backupTag: string;
  /** Hosts whose pages may read it from a browser. */
  readonly allowedHosts: readonly string[];
}
