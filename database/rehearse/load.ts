import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import type { MigrationFile } from "../migrate/read-migrations";

/** A statement of the code that did not go through. */
export interface Failure {
  readonly statement: string;
  readonly words: string;
}

/** What became of the statements of some code. */
export interface Ran {
  readonly count: number;
  readonly slowest: number;
  readonly failures: readonly Failure[];
}

export interface Load {
  /** Until every statement has run some more times. */
  readonly goOn: () => Promise<void>;
  readonly stop: () => Promise<Ran>;
}

/** Not the code's: it makes the rows that are there before. */
const dataName = "data";
const connections = 4;
const timesEach = 10;

/** The statements of the code that needs these migrations: a later one of a name takes the place of those before. */
export function statementsOf(migrations: readonly MigrationFile[]): ReadonlyMap<string, string> {
  const named = migrations.flatMap(({ load }) => Object.entries(load));
  return new Map(named.filter(([name, text]) => name !== dataName && text !== ""));
}

/** Makes the rows of a migration's tables. */
export async function makeRows(
  sql: postgres.Sql,
  { load }: MigrationFile,
  rows: number,
): Promise<void> {
  const text = load[dataName];
  if (text !== undefined) await sql.unsafe(text.replaceAll(":rows", String(rows)));
  await sql`ANALYZE`;
}

/** Has the statements run in turn, so many of them a second, on connections of their own, until it is stopped. */
export function startLoad(
  connect: () => postgres.Sql,
  statements: ReadonlyMap<string, string>,
  perSecond: number,
): Load {
  const turns = [...statements];
  const failures: Failure[] = [];
  let [count, slowest, isStopped] = [0, 0, false];
  const work = async () => {
    const sql = connect();
    for (let turn = 0; !isStopped && turns.length > 0; turn += 1) {
      const [name, text] = turns[turn % turns.length] ?? ["", ""];
      const begun = performance.now();
      await sql.unsafe(text).catch((error: unknown) => {
        failures.push({
          statement: name,
          words: error instanceof Error ? error.message : String(error),
        });
      });
      const took = performance.now() - begun;
      slowest = Math.max(slowest, took);
      count += 1;
      await sleep(Math.max(0, (1_000 * connections) / perSecond - took));
    }
    await sql.end({ timeout: 5 });
  };
  const working = Array.from({ length: connections }, work);
  return {
    goOn: async () => {
      const until = count + turns.length * timesEach;
      while (count < until && failures.length === 0) await sleep(5);
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(working);
      return { count, slowest, failures };
    },
  };
}
