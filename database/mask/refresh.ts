import { createSecretKey, randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { type Connection, connected, libpq } from "../server/connection";
import { allEnded, pipeOf, start } from "../server/programs";
import { MaskingError, ruled, type RuledTable, tablesOf } from "./columns";
import { lines, nothing } from "./copy-text";
import type { MaskingRules } from "./kinds";
import { Masker } from "./masker";
import { normalized, Originals } from "./originals";
import { Pseudonyms } from "./pseudonyms";
import { rulesFile } from "./read-rules";
import { requireSource, requireTarget, setAside } from "./places";
import { likenesses } from "./shapes";

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
  await requireClean({ from, into, counts, originals, masker });
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
  const names = table.columns.map(({ quoted }) => quoted).join(", ");
  let rows = 0;
  const writer = await into.unsafe(`COPY ${table.quoted} (${names}) FROM STDIN`).writable();
  const reader = await from.unsafe(copyOut(table.quoted, names)).readable();
  await pipeline(
    reader,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const text of lines(pieces)) {
        rows += countLines(text);
        yield Buffer.from(mask(text));
      }
    },
    writer,
  );
  return rows;
}

function copyOut(table: string, names: string): string {
  return `COPY (SELECT ${names} FROM ONLY ${table}) TO STDOUT`;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** What can name nobody: it is not looked through. */
const silent = ["boolean", "smallint", "integer", "real", "double precision", "date", "timestamp without time zone", "timestamp with time zone"];

interface Written {
  readonly from: Transaction;
  readonly into: Transaction;
  readonly counts: ReadonlyMap<RuledTable, number>;
  readonly originals: Originals;
  readonly masker: Masker;
}

/** Reads back all that was written. @throws MaskingError with each column in which there is what must not be, never with the value. */
async function requireClean({ from, into, counts, originals, masker }: Written): Promise<void> {
  const found = new Map<string, number>();
  const suspects = new Map<string, readonly number[]>();
  const note = (what: string) => found.set(what, (found.get(what) ?? 0) + 1);
  for (const [table, expected] of counts) {
    const columns = table.columns.filter(({ type }) => !silent.includes(type));
    const reader = await into.unsafe(copyOut(table.quoted, columns.map(({ quoted }) => quoted).join(", "))).readable();
    let rows = 0;
    for await (const text of lines(reader)) {
      for (const line of text.split("\n").slice(0, -1)) {
        rows += 1;
        for (const [place, cell] of line.split("\t").entries()) {
          if (cell === nothing || cell === "") continue;
          const plain = normalized(cell);
          const where = `${table.ruled}.${columns[place]?.name ?? ""}`;
          for (const likeness of likenesses(plain)) note(`${where} holds ${likeness}`);
          const hashes = originals.find(plain);
          if (hashes.length === 0) continue;
          for (const hash of hashes) originals.asked.set(hash, false);
          suspects.set(where, [...(suspects.get(where) ?? []), ...hashes].slice(0, mostSuspects));
        }
      }
    }
    if (rows !== expected) note(`${table.ruled} has ${String(rows)} rows, expected ${String(expected)}`);
  }
  if (originals.asked.size > 0) {
    // By hashes that may meet by chance: the rows are read once more, to be sure.
    for (const table of counts.keys()) await remember(from, table, masker);
    for (const [where, hashes] of suspects) {
      const masked = hashes.filter((hash) => originals.asked.get(hash) === true).length;
      if (masked > 0) found.set(`${where} holds what was masked elsewhere`, masked);
    }
  }
  if (found.size === 0) return;
  const words = [...found].map(([what, times]) => `${what}${times > 1 ? `, ${String(times)} times` : ""}`);
  throw new MaskingError(`${words.join("\n")}\nNothing was kept: mask these columns in ${rulesFile}`);
}

const mostSuspects = 10_000;

async function remember(from: Transaction, table: RuledTable, masker: Masker): Promise<void> {
  const names = table.columns.map(({ quoted }) => quoted).join(", ");
  const mask = masker.of(table);
  const reader = await from.unsafe(copyOut(table.quoted, names)).readable();
  for await (const text of lines(reader)) mask(text);
}

/** Sequences go on where they are; what they count is in no table's rows. */
async function setSequences(from: Transaction, into: Transaction, schemas: readonly string[]): Promise<void> {
  const found = await from<{ name: string; last: string }[]>`
    SELECT pg_catalog.format('%I.%I', schemaname, sequencename) AS name, last_value AS last
      FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL AND schemaname IN ${from([...schemas])}`;
  for (const { name, last } of found) await into`SELECT pg_catalog.setval(${name}::pg_catalog.text::pg_catalog.regclass, ${last}::pg_catalog.int8)`;
}
