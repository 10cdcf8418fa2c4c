import { randomBytes } from "node:crypto";
import type { BackupKeeping } from "../../blueprint/backup";
import { newIdentity } from "../seal/seal";
import { type Content, sealed } from "../seal/seal";
import type { Connection } from "../server/connection";
import { type BackupStore, Measure } from "../store/backup-store";
import { keptUntil } from "./due";
import { dumped, type Snapshot, withSnapshot } from "./dump";
import { prove } from "./prove";
import { type BackupRecord, dumpKey, keepRecord } from "./record";

export interface BackupArgs {
  readonly stack: string;
  readonly connection: Connection;
  readonly store: BackupStore;
  /** By which it is kept. */
  readonly rule: BackupKeeping;
  /** Who can open it: keys of age. */
  readonly recipients: readonly string[];
  readonly tell: (step: string) => void;
}

/**
 * Makes a backup: complete, read back and recorded, or not at all.
 *
 * Whoever makes it holds no key that opens it. What is read back is opened by a key that is made for this one backup and
 * forgotten with it.
 *
 * @throws ProgramError, BackupStoreError, BackupError, SealError; then no record says that there is one.
 */
export async function backUp(args: BackupArgs): Promise<BackupRecord> {
  const { connection, store, tell } = args;
  const forgotten = await newIdentity();
  const recipients = [...args.recipients, forgotten.recipient];
  const record = await withSnapshot(connection, async (snapshot) => {
    tell("dumping");
    const contents = snapshot.contents();
    contents.catch(() => undefined);
    const uploaded = await reasonedBy(contents, upload(args, snapshot, recipients, contents));
    return { ...uploaded, contents: await contents };
  });
  tell("reading it back");
  await prove(store, record, forgotten.identity);
  await keepRecord(store, record);
  return record;
}

async function upload(
  { stack, connection, store, rule }: BackupArgs,
  snapshot: Snapshot,
  recipients: readonly string[],
  alongside: Promise<unknown>,
): Promise<Omit<BackupRecord, "contents">> {
  const { takenAt, serverVersion } = snapshot;
  const id = `${takenAt.slice(0, 19).replaceAll(":", "-")}Z-${randomBytes(3).toString("hex")}`;
  const until = keptUntil(rule, new Date(takenAt));
  const key = dumpKey(rule.name, id);
  const measure = new Measure();
  const dump = endingAfter(alongside, dumped(connection, snapshot));
  await store.upload(key, measure.over(sealed(recipients, dump)), until);
  return {
    ...{ format: 1, id, stack, database: connection.database, rule: rule.name, takenAt },
    ...{ keptUntil: until.toISOString(), serverVersion, key, ...measure.result() },
  };
}

/** The snapshot goes with the session that holds it: where both fail, that one's failure is the reason. */
async function reasonedBy<Result>(
  holder: Promise<unknown>,
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    await holder;
    throw error;
  }
}

/** The content, which ends well only where something else does, too. */
async function* endingAfter(other: Promise<unknown>, content: Content): Content {
  yield* content;
  await other;
}
