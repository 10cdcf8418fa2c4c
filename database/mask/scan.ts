import { createSecretKey } from "node:crypto";
import type postgres from "postgres";
import { MaskingError, type RuledColumn, type RuledTable } from "./columns";
import { copyOut, countLines, lines, nothing } from "./copy-text";
import { Masker } from "./masker";
import { normalized, type Originals } from "./originals";
import { Pseudonyms } from "./pseudonyms";
import { rulesFile } from "./read-rules";
import { likenesses } from "./shapes";
import type { Snapshot } from "./snapshot";

/** Types that name nobody, and are not looked through. */
const silent = [
  ...["boolean", "smallint", "integer", "real", "double precision"],
  ...["date", "timestamp without time zone", "timestamp with time zone"],
];

interface Written {
  /** How many rows each table is to have. */
  readonly counts: ReadonlyMap<RuledTable, number>;
  readonly originals: Originals;
}

/**
 * Reads back all that was written.
 *
 * @throws MaskingError with each column in which there is what must not be, never with the value.
 */
export async function requireClean(
  from: Snapshot,
  into: postgres.TransactionSql,
  { counts, originals }: Written,
): Promise<void> {
  const found = new Map<string, number>();
  const suspects: { readonly where: string; readonly hash: number }[] = [];
  for (const [table, expected] of counts) {
    const columns = table.columns.filter(({ type }) => !silent.includes(type));
    let rows = 0;
    for await (const text of copied(into, copyOut(table.quoted, columns))) {
      rows += countLines(text);
      if (!isSuspect(text, originals)) continue;
      for (const { where, plain } of cellsOf(text, table, columns)) {
        for (const likeness of likenesses(plain)) add(found, `${where} holds ${likeness}`);
        for (const hash of originals.find(plain)) {
          originals.asked.set(hash, false);
          if (suspects.length < mostSuspects) suspects.push({ where, hash });
        }
      }
    }
    if (rows !== expected)
      add(found, `${table.ruled} has ${String(rows)} rows, expected ${String(expected)}`);
  }
  if (suspects.length > 0) {
    // Hashes may meet by chance: the rows are read once more, to be sure.
    for (const table of counts.keys()) await remember(from, table, originals);
    for (const { where, hash } of suspects)
      if (originals.asked.get(hash) === true) add(found, `${where} holds what is masked elsewhere`);
  }
  if (found.size === 0) return;
  const words = [...found].map(
    ([what, times]) => what + (times > 1 ? `, ${String(times)} times` : ""),
  );
  throw new MaskingError(
    `${words.join("\n")}\nNothing was changed: mask these columns in ${rulesFile}`,
  );
}

const mostSuspects = 10_000;

/** Many rows at once, since nearly all are clean. */
function isSuspect(text: string, originals: Originals): boolean {
  const plain = normalized(text);
  return likenesses(plain).length > 0 || originals.find(plain).length > 0;
}

function* cellsOf(
  text: string,
  { ruled }: RuledTable,
  columns: readonly RuledColumn[],
): Generator<{ readonly where: string; readonly plain: string }> {
  for (const line of text.split("\n").slice(0, -1)) {
    for (const [place, cell] of line.split("\t").entries()) {
      if (cell !== nothing)
        yield { where: `${ruled}.${columns[place]?.name ?? ""}`, plain: normalized(cell) };
    }
  }
}

function add(found: Map<string, number>, what: string): void {
  found.set(what, (found.get(what) ?? 0) + 1);
}

async function remember(from: Snapshot, table: RuledTable, originals: Originals): Promise<void> {
  const mask = new Masker(new Pseudonyms(createSecretKey(Buffer.alloc(32))), originals).of(table);
  for await (const text of from.copied(copyOut(table.quoted, table.columns))) mask(text);
}

/** What a statement COPYs out of a transaction that nobody else sees into. */
async function* copied(sql: postgres.TransactionSql, statement: string): AsyncGenerator<string> {
  const reader = await sql.unsafe(statement).readable();
  yield* lines(reader);
  // The client stops listening where rows come faster than they are read, and goes on at the next look for some: after the last
  // there is none, and its connection would say nothing ever again.
  reader._read(0);
}
