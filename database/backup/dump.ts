import type postgres from "postgres";
import type { Content } from "../seal/seal";
import { type Connection, connected, libpq } from "../server/connection";
import { type Contents, contentsOf } from "../server/contents";
import { together } from "../server/together";
import { allEnded, pipeOf, start } from "../server/programs";

/** A snapshot that other sessions may share as long as it is held. */
export interface Snapshot {
  readonly id: string;
  readonly takenAt: string;
  readonly serverVersion: string;
  /** What the snapshot shows. */
  readonly contents: () => Promise<Contents>;
}

/** Holds a snapshot of the database while the work goes on. */
export function withSnapshot<Result>(
  connection: Connection,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return connected(connection, async (sql) => {
    // The session says nothing while the dump is written, for as long as that takes.
    await sql`SET idle_in_transaction_session_timeout = 0`;
    return together(sql, "ISOLATION LEVEL REPEATABLE READ READ ONLY", async (transaction) =>
      work(await snapshotOf(transaction)),
    );
  });
}

async function snapshotOf(sql: postgres.TransactionSql): Promise<Snapshot> {
  const [row] = await sql<{ id: string; at: string; version: string }[]>`
    SELECT pg_catalog.pg_export_snapshot() AS id,
           pg_catalog.to_char(pg_catalog.now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
           pg_catalog.current_setting('server_version') AS version`;
  const { id = "", at = "", version = "" } = row ?? {};
  return { id, takenAt: at, serverVersion: version, contents: () => contentsOf(sql) };
}

/**
 * A dump of the snapshot, compressed: pg_dump writes into zstd, past this process. The content ends well only where both did, and
 * what does not end well nobody keeps.
 *
 * It is pg_dump's custom format, uncompressed inside: pg_restore reads it as a stream, all or nothing in one transaction.
 *
 * @throws ProgramError
 */
export async function* dumped(connection: Connection, snapshot: Snapshot): Content {
  const zstd = start("zstd", {
    args: ["--quiet", "--stdout", "-3", "-T0"],
    input: "pipe",
    output: "pipe",
  });
  const { args, env, secret } = libpq(connection);
  const dump = start("pg_dump", {
    args: [
      "--format=custom",
      "--compress=0",
      "--no-password",
      `--snapshot=${snapshot.id}`,
      ...args,
    ],
    ...{ env, secret, input: "ignore", output: pipeOf(zstd, "input") },
  });
  try {
    for await (const piece of pipeOf(zstd, "output")) yield piece as Buffer;
    await allEnded([dump, zstd]);
  } finally {
    dump.kill();
    zstd.kill();
  }
}
