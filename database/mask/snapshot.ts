import type postgres from "postgres";
import { type Connection, connected, libpq } from "../server/connection";
import { allEnded, pipeOf, start } from "../server/programs";
import { lines } from "./copy-text";

/** A database as it is at one moment, however long it is read. */
export interface Snapshot {
  readonly sql: postgres.TransactionSql;
  /** What a statement COPYs out, in whole lines, many at once. */
  readonly copied: (statement: string) => AsyncGenerator<string>;
  /** The statements that make a part of it anew: `pre-data` or `post-data`. */
  readonly script: (section: string, schemas: readonly string[]) => Promise<string>;
}

export function inSnapshot<Result>(
  connection: Connection,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return connected(connection, async (sql) => {
    await sql`SET idle_in_transaction_session_timeout = 0`;
    const held = await sql.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", async (from) => {
      const [row] = await from<{ id: string }[]>`SELECT pg_catalog.pg_export_snapshot() AS id`;
      const id = row?.id ?? "";
      return {
        result: await work({
          sql: from,
          copied: (statement) => copiedByPsql(connection, id, statement),
          script: (section, schemas) => schemaScript(connection, id, { section, schemas }),
        }),
      };
    });
    return held.result;
  });
}

/** psql speaks with the server while this process masks: a third of the time that its own client would take. */
async function* copiedByPsql(
  connection: Connection,
  snapshot: string,
  statement: string,
): AsyncGenerator<string> {
  const { args, env, secret } = libpq(connection);
  const commands = [
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    `SET TRANSACTION SNAPSHOT '${snapshot}'`,
    // A policy that hides rows is an error then, and no loss of them.
    "SET row_security = off",
    ...["SET statement_timeout = 0", "SET search_path = ''", "SET timezone = 'UTC'"],
    ...["SET datestyle = 'ISO'", "SET client_encoding = 'UTF8'", statement],
  ];
  const psql = start("psql", {
    args: [
      ...["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"],
      ...commands.flatMap((command) => ["--command", command]),
      ...args,
    ],
    ...{ env, secret, input: "ignore", output: "pipe" },
  });
  try {
    yield* lines(pipeOf(psql, "output"));
    await allEnded([psql]);
  } finally {
    psql.kill();
  }
}

async function schemaScript(
  connection: Connection,
  snapshot: string,
  { section, schemas }: { readonly section: string; readonly schemas: readonly string[] },
): Promise<string> {
  const { args, env, secret } = libpq(connection);
  const dump = start("pg_dump", {
    args: [
      ...["--schema-only", "--no-owner", "--no-password"],
      ...[`--section=${section}`, `--snapshot=${snapshot}`],
      ...schemas.map((schema) => `--schema="${schema.replaceAll('"', '""')}"`),
      ...args,
    ],
    ...{ env, secret, input: "ignore", output: "pipe" },
  });
  const pieces: Buffer[] = [];
  for await (const piece of pipeOf(dump, "output")) pieces.push(piece as Buffer);
  await allEnded([dump]);
  // Commands of psql, and a setting that servers before 17 don't have.
  const others = /^(?:\\(?:un)?restrict .*|SET transaction_timeout = 0;)$/gm;
  return Buffer.concat(pieces).toString().replaceAll(others, "");
}
