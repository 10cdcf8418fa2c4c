import * as z from "zod";
import { databaseBackupsPrefix } from "../../blueprint/names";
import type { Contents } from "../server/contents";
import { type BackupStore, justly, whole } from "../store/backup-store";
import { BackupError } from "./backup-error";

/** What is known of a backup. It is written last, so that what has a record is complete and was read back. */
export interface BackupRecord {
  readonly format: 1;
  /** For example `2026-11-30T02-00-00Z-1f9c2a`. */
  readonly id: string;
  readonly stack: string;
  readonly database: string;
  /** By which rule of its tier it is kept. */
  readonly rule: string;
  /** When the snapshot was taken, by the database's clock. */
  readonly takenAt: string;
  readonly keptUntil: string;
  readonly serverVersion: string;
  /** Where the sealed dump lies, how large it is and its SHA-256. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly contents: Contents;
}

const schema = z.object({
  format: z.literal(1),
  ...{ id: z.string(), stack: z.string(), database: z.string(), rule: z.string() },
  takenAt: z.iso.datetime({ precision: null }),
  keptUntil: z.iso.datetime({ precision: null }),
  serverVersion: z.string(),
  ...{ key: z.string(), bytes: z.number(), sha256: z.string().regex(/^[0-9a-f]{64}$/) },
  contents: z.object({
    tables: z.record(
      z.string(),
      z
        .object({ rows: z.number(), checksum: z.string(), newest: z.string().optional() })
        .transform(({ newest, ...rest }) => ({ ...rest, ...(newest !== undefined && { newest }) })),
    ),
    objects: z.array(z.string()),
    roles: z.array(z.string()),
  }),
});

const dumpEnd = ".dump.zst.age";
const recordEnd = ".json";

export function dumpKey(rule: string, id: string): string {
  return `${databaseBackupsPrefix}${rule}/${id}${dumpEnd}`;
}

function recordKey({ rule, id }: Pick<BackupRecord, "rule" | "id">): string {
  return `${databaseBackupsPrefix}${rule}/${id}${recordEnd}`;
}

/** What lies in a store. */
export interface Backups {
  /** The newest first. */
  readonly complete: readonly BackupRecord[];
  /** Keys of dumps without a record: a backup that failed, or is under way. */
  readonly unfinished: readonly string[];
}

/** @throws BackupStoreError, BackupError at a record that can't be read. */
export async function backupsIn(store: BackupStore): Promise<Backups> {
  const keys = await store.list(databaseBackupsPrefix);
  const complete: BackupRecord[] = [];
  for (const key of keys.filter((each) => each.endsWith(recordEnd))) {
    complete.push(readRecord(key, (await whole(store.read(key))).toString("utf8")));
  }
  const recorded = new Set(complete.map(({ key }) => key));
  return {
    complete: complete.sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1)),
    unfinished: keys.filter((key) => key.endsWith(dumpEnd) && !recorded.has(key)),
  };
}

export async function keepRecord(store: BackupStore, record: BackupRecord): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
  await store.upload(recordKey(record), justly(text), new Date(record.keptUntil));
}

/** The record first: a dump without one counts as none. */
export async function removeBackup(store: BackupStore, record: BackupRecord): Promise<void> {
  await store.remove(recordKey(record));
  await store.remove(record.key);
}

function readRecord(key: string, text: string): BackupRecord {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${key} is no record of a backup: ${reason}`);
  }
}
