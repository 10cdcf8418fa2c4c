import { createSecretKey, randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { type Connection, connected } from "../server/connection";
import { MaskingError, ruled, type RuledTable, tablesOf } from "./columns";
import { copyIn, copyOut, countLines } from "./copy-text";
import type { MaskingRules } from "./kinds";
import { Masker } from "./masker";
import { Originals } from "./originals";
import { Pseudonyms } from "./pseudonyms";
import { rulesFile } from "./read-rules";
import { requireSource, requireTarget, setAside } from "./places";
import { requireClean } from "./scan";
import { inSnapshot, type Snapshot } from "./snapshot";

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
  return inSnapshot(source, async (from) => {
    await requireSource(from.sql);
    const tables = ruled(await tablesOf(from.sql), rules);
    return connected(target, async (sql) => {
      const done = await sql.begin(async (into) => {
        await into`SET LOCAL idle_in_transaction_session_timeout = 0`;
        await into`SET LOCAL statement_timeout = 0`;
        await requireTarget(into, target);
        return { result: await fill({ ...args, from, into, tables }) };
      });
      return done.result;
    });
  });
}

interface Fill extends RefreshArgs {
  readonly from: Snapshot;
  readonly into: Transaction;
  readonly tables: readonly RuledTable[];
}

async function fill({ target, from, into, tables, tell }: Fill): Promise<Refreshed> {
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const drop = await setAside(into, target, schemas);
  await into.unsafe(await from.script("pre-data", schemas)).simple();
  const originals = new Originals(expectedValues(tables));
  const masker = new Masker(new Pseudonyms(createSecretKey(randomBytes(32))), originals);
  const counts = new Map<RuledTable, number>();
  for (const table of tables) {
    tell(`masking ${table.quoted}`);
    counts.set(table, await copyMasked(from, into, table, masker.of(table)));
  }
  requireKnown(masker.unknown);
  await setSequences(from.sql, into, schemas);
  // Keys, indexes and triggers after the rows, so that no trigger doubles what it is to copy.
  await into.unsafe(await from.script("post-data", schemas)).simple();
  tell("looking through what was written");
  await requireClean(from, into, { counts, originals });
  await into`SET LOCAL lock_timeout = '30s'`;
  await drop();
  return { tables: tables.length, rows: [...counts.values()].reduce((sum, rows) => sum + rows, 0) };
}

function expectedValues(tables: readonly RuledTable[]): number {
  const masked = ({ columns }: RuledTable) =>
    columns.filter(({ rule }) => rule.kind !== "keep").length;
  return tables.reduce((sum, table) => sum + table.estimatedRows * masked(table), 0);
}

function requireKnown(unknown: ReadonlySet<string>): void {
  if (unknown.size === 0) return;
  const found = [...unknown].map(
    (each) => `${each} has no rule: add the path in ${rulesFile}, or look at what writes it`,
  );
  throw new MaskingError(found.join("\n"));
}

async function copyMasked(
  from: Snapshot,
  into: Transaction,
  table: RuledTable,
  mask: (lines: string) => string,
): Promise<number> {
  let rows = 0;
  const writer = await into.unsafe(copyIn(table.quoted, table.columns)).writable();
  const masked = async function* () {
    for await (const text of from.copied(copyOut(table.quoted, table.columns))) {
      rows += countLines(text);
      yield Buffer.from(mask(text));
    }
  };
  await pipeline(masked, writer);
  return rows;
}

/** Sequences go on where they are; what they count is in no table's rows. */
async function setSequences(
  from: Transaction,
  into: Transaction,
  schemas: readonly string[],
): Promise<void> {
  const found = await from<{ name: string; last: string }[]>`
    SELECT pg_catalog.format('%I.%I', schemaname, sequencename) AS name, last_value AS last
      FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL AND schemaname IN ${from([...schemas])}`;
  for (const { name, last } of found)
    await into`SELECT pg_catalog.setval(${name}::pg_catalog.text::pg_catalog.regclass, ${last}::pg_catalog.int8)`;
}
