import { type Content, opened } from "../seal/seal";
import { allEnded, feed, pipeOf, type Program, start } from "../server/programs";
import { type BackupStore, Measure } from "../store/backup-store";
import { BackupError } from "./backup-error";

/**
 * Reads a backup as the store has it, from its first byte to its last: its digest, its seal, its compression, and pg_restore
 * makes SQL of all of it, which goes nowhere.
 *
 * @throws BackupError, SealError, ProgramError, BackupStoreError
 */
export async function prove(
  store: BackupStore,
  what: { readonly key: string; readonly bytes: number; readonly sha256: string },
  identity: string,
): Promise<void> {
  const restore = start("pg_restore", {
    args: ["--file=/dev/null"],
    input: "pipe",
    output: "ignore",
  });
  await restoredInto(restore, opened(identity, checked(store, what)));
}

/** The bytes of a backup, held against its record when the last one has come. */
export async function* checked(
  store: Pick<BackupStore, "url" | "read">,
  { key, bytes, sha256 }: { readonly key: string; readonly bytes: number; readonly sha256: string },
): Content {
  const measure = new Measure();
  yield* measure.over(store.read(key));
  const got = measure.result();
  if (got.bytes === bytes && got.sha256 === sha256) return;
  throw new BackupError(
    `${store.url}/${key} is not what was put there: got ${String(got.bytes)} bytes of sha256 ${got.sha256}, expected ${String(bytes)} of ${sha256}`,
  );
}

/** Feeds a pg_restore with a compressed dump, and waits until it has done its work. */
export async function restoredInto(restore: Program, compressed: Content): Promise<void> {
  const zstd = start("zstd", {
    args: ["--quiet", "--decompress", "--stdout"],
    input: "pipe",
    output: pipeOf(restore, "input"),
  });
  try {
    await feed(pipeOf(zstd, "input"), compressed);
    await allEnded([zstd, restore]);
  } finally {
    zstd.kill();
    restore.kill();
  }
}
