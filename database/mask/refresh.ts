import { createSecretKey, randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { type Connection, connected, libpq } from "../server/connection";
import { allEnded, pipeOf, start } from "../server/programs";
import { MaskingError, ruled, type RuledTable, tablesOf } from "./columns";
import { copied, copyIn, copyOut, countLines } from "./copy-text";
import type { MaskingRules } from "./kinds";
import { Masker } from "./masker";
import { Originals } from "./originals";
import { Pseudonyms } from "./pseudonyms";
import { rulesFile } from "./read-rules";
import { requireSource, requireTarget, setAside } from "./places";
import { requireClean } from "./scan";

type Transaction = postgres.TransactionSql;

export interface RefreshArgs {
  /** Production's, by a role that only reads. */
  readonly source: Connection;
  /** Staging's, by the role that owns it. */
  readonly target: Connection;
  readonly rules: MaskingRules;
  readonly tell: (step: string) => void;
}

export interface Refreshed {
  readonly tables: number;
  readonly rows: number;
}

/** What would be done. @throws MaskingError where a column has no rule. */
export function plan(source: Connection, rules: MaskingRules): Promise<readonly RuledTable[]> {
  return connected(source, async (sql) => {
    await requireSource(sql);
    return ruled(await tablesOf(sql), rules);
  });
}

/**
 * Puts production's rows, masked, in the place of what the target holds. It is one transaction there: until what was written has
 * been read back and nothing was found, nobody sees it, and who is killed or fails leaves what was there. The key is made for this
 * one time and forgotten.
 *
 * @throws MaskingError, DatabaseError, ProgramError
 */
export function refresh(args: RefreshArgs): Promise<Refreshed> {
  const { source, target, rules } = args;
  return inSnapshot(source, async (from, snapshot) => {
    await requireSource(from);
    const tables = ruled(await tablesOf(from), rules);
    return connected(target, (sql) =>
      sql.begin(async (into) => {
        await into`SET LOCAL idle_in_transaction_session_timeout = 0`;
        await into`SET LOCAL statement_timeout = 0`;
        await requireTarget(into, target);
        return fill({ ...args, from, into, tables, snapshot });
      }),
    ) as Promise<Refreshed>;
  });
}

function inSnapshot<Result>(
  connection: Connection,
  work: (from: Transaction, snapshot: string) => Promise<Result>,
): Promise<Result> {
  return connected(connection, async (sql) => {
    // A policy that hides rows is an error then, and no loss of them.
    await sql`SET row_security = off`;
    await sql`SET idle_in_transaction_session_timeout = 0`;
    await sql`SET statement_timeout = 0`;
    const held = await sql.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", async (from) => {
      const [row] = await from<{ id: string }[]>`SELECT pg_catalog.pg_export_snapshot() AS id`;
      return { result: await work(from, row?.id ?? "") };
    });
    return held.result;
  });
}

interface Fill extends RefreshArgs {
  readonly from: Transaction;
  readonly into: Transaction;
  readonly tables: readonly RuledTable[];
  readonly snapshot: string;
}

async function fill({ source, target, from, into, tables, snapshot, tell }: Fill): Promise<Refreshed> {
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const drop = await setAside(into, target, schemas);
  const schemaOf = async (section: string) => {
    await into.unsafe(await schemaScript(source, { schemas, section, snapshot })).simple();
  };
  await schemaOf("pre-data");
  const originals = new Originals(expectedValues(tables));
  const masker = new Masker(new Pseudonyms(createSecretKey(randomBytes(32))), originals);
  const counts = new Map<RuledTable, number>();
  for (const table of tables) {
    tell(`masking ${table.quoted}`);
    counts.set(table, await copyMasked(from, into, table, masker.of(table)));
  }
  requireKnown(masker.unknown);
  await setSequences(from, into, schemas);
  await schemaOf("post-data");
  tell("looking through what was written");
  await requireClean(from, into, { counts, originals });
  await into`SET LOCAL lock_timeout = '30s'`;
  await drop();
  return { tables: tables.length, rows: [...counts.values()].reduce((sum, rows) => sum + rows, 0) };
}

function expectedValues(tables: readonly RuledTable[]): number {
  const masked = ({ columns }: RuledTable) => columns.filter(({ rule }) => rule.kind !== "keep").length;
  return tables.reduce((sum, table) => sum + table.estimatedRows * masked(table), 0);
}

function requireKnown(unknown: ReadonlySet<string>): void {
  if (unknown.size === 0) return;
  const found = [...unknown].map((each) => `${each} has no rule: add the path in ${rulesFile}, or look at what writes it`);
  throw new MaskingError(found.join("\n"));
}

/** Tables before their rows; keys, indexes and triggers after them, so that no trigger doubles what it is to copy. */
async function schemaScript(
  source: Connection,
  { schemas, section, snapshot }: { readonly schemas: readonly string[]; readonly section: string; readonly snapshot: string },
): Promise<string> {
  const { args, env, secret } = libpq(source);
  const dump = start("pg_dump", {
    args: [
      ...["--schema-only", "--no-owner", "--no-password", `--section=${section}`, `--snapshot=${snapshot}`],
      ...schemas.map((schema) => `--schema="${schema.replaceAll('"', '""')}"`),
      ...args,
    ],
    ...{ env, secret, input: "ignore", output: "pipe" },
  });
  const pieces: Buffer[] = [];
  for await (const piece of pipeOf(dump, "output")) pieces.push(piece as Buffer);
  await allEnded([dump]);
  // Commands of psql, and a setting that servers before 17 don't have.
  return Buffer.concat(pieces).toString().replaceAll(/^(?:\\(?:un)?restrict .*|SET transaction_timeout = 0;)$/gm, "");
}

async function copyMasked(
  from: Transaction,
  into: Transaction,
  table: RuledTable,
  mask: (lines: string) => string,
): Promise<number> {
  let rows = 0;
  const writer = await into.unsafe(copyIn(table.quoted, table.columns)).writable();
  const masked = async function* () {
    for await (const text of copied(from, copyOut(table.quoted, table.columns))) {
      rows += countLines(text);
      yield Buffer.from(mask(text));
    }
  };
  await pipeline(masked, writer);
  return rows;
}

/** Sequences go on where they are; what they count is in no table's rows. */
async function setSequences(from: Transaction, into: Transaction, schemas: readonly string[]): Promise<void> {
  const found = await from<{ name: string; last: string }[]>`
    SELECT pg_catalog.format('%I.%I', schemaname, sequencename) AS name, last_value AS last
      FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL AND schemaname IN ${from([...schemas])}`;
  for (const { name, last } of found) await into`SELECT pg_catalog.setval(${name}::pg_catalog.text::pg_catalog.regclass, ${last}::pg_catalog.int8)`;
}
