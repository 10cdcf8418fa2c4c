import { BackupError } from "../backup/backup-error";
import { checked, restoredInto } from "../backup/prove";
import type { BackupRecord } from "../backup/record";
import { opened } from "../seal/seal";
import { type Connection, connected, libpq } from "../server/connection";
import { contentsOf, countTables } from "../server/contents";
import { start } from "../server/programs";
import type { BackupStore } from "../store/backup-store";
import { differences } from "./differences";

export interface RestoreArgs {
  readonly store: BackupStore;
  readonly record: BackupRecord;
  /** What opens it: a key of age. */
  readonly identity: string;
  /** An empty database. */
  readonly into: Connection;
}

/**
 * Restores a backup in one transaction: all of it, or the database stays as empty as it was. Everything belongs to who restores,
 * as it belongs to the migrator where it came from.
 *
 * @returns roles that were made, since the backup gives them rights; they can't log in.
 * @throws BackupError, SealError, ProgramError, BackupStoreError
 */
export async function restore(args: RestoreArgs): Promise<readonly string[]> {
  const { store, record, identity, into } = args;
  const made = await connected(into, async (sql) => {
    const tables = await countTables(sql);
    if (tables > 0) {
      throw new BackupError(
        `INTO: ${into.database} on ${into.host} has ${String(tables)} tables, expected an empty database: CREATE DATABASE restored`,
      );
    }
    const there = await sql<{ rolname: string }[]>`SELECT rolname FROM pg_catalog.pg_roles`;
    const names = new Set(there.map(({ rolname }) => rolname));
    const missing = record.contents.roles.filter((role) => !names.has(role));
    for (const role of missing) await sql`CREATE ROLE ${sql(role)} NOLOGIN`;
    return missing;
  });
  const { args: database, env, secret } = libpq(into);
  const program = start("pg_restore", {
    args: ["--no-owner", "--no-password", "--exit-on-error", "--single-transaction", ...database],
    ...{ env, secret, input: "pipe", output: "ignore" },
  });
  await restoredInto(program, opened(identity, checked(store, record)));
  return made;
}

/** Holds a restored database against the record: what differs, each in words; nothing where all is as it was. */
export function verify(record: BackupRecord, restored: Connection): Promise<readonly string[]> {
  return connected(restored, async (sql) => differences(record.contents, await contentsOf(sql)));
}
