import type postgres from "postgres";
import { type Lock, lockModes, strongest } from "../lint/effect";
import { lint } from "../lint/lint";
import type { MigrationFile } from "../migrate/read-migrations";
import { heldLocks, relationsOf } from "./held-locks";
import { makeRows, type Ran, startLoad, statementsOf } from "./load";
import { observe } from "./observe";

export interface Pace {
  /** Rows that each table gets before the next migration. */
  readonly rows: number;
  /** Statements a second, of the old code and of the new. */
  readonly perSecond: number;
}

/** How a migration went, up, back and up again, while the code before it and its own were at work. */
export interface Rehearsed {
  readonly file: string;
  readonly foretold: readonly Lock[];
  readonly held: readonly Lock[];
  readonly old: Ran;
  readonly new: Ran;
  /** Milliseconds that a statement waited for the migration, at most. */
  readonly longestWait: number;
  /** How often the migration let others go first. */
  readonly gaveWay: number;
  /** What the way back did not take back: lines of the catalog. */
  readonly left: readonly string[];
}

/** Rehearses each migration on what those before it have made. */
export async function rehearse(
  connect: () => postgres.Sql,
  migrations: readonly MigrationFile[],
  pace: Pace,
): Promise<readonly Rehearsed[]> {
  const foretold = await lint(migrations);
  const rehearsed: Rehearsed[] = [];
  for (const [index, migration] of migrations.entries()) {
    const known = migrations.slice(0, index + 1);
    const one = await rehearseOne(connect, known, pace);
    rehearsed.push({ file: migration.file, foretold: felt(foretold[index]?.locks ?? []), ...one });
  }
  return rehearsed;
}

async function rehearseOne(
  connect: () => postgres.Sql,
  migrations: readonly MigrationFile[],
  { rows, perSecond }: Pace,
): Promise<Omit<Rehearsed, "file" | "foretold">> {
  const { migrate, takeBack } = await import("../../functions/database-roles/migrate.mjs");
  const { describeSchema } = await import("../../functions/database-roles/catalog.mjs");
  const [runner, observer] = [connect(), connect()];
  const [row] = await runner<{ pid: number }[]>`SELECT pg_catalog.pg_backend_pid() AS pid`;
  const pid = row?.pid ?? 0;
  const last = migrations.length;
  const relations = await relationsOf(observer);
  const schema = await describeSchema(observer);
  const load = (known: readonly MigrationFile[]) =>
    startLoad(connect, statementsOf(known), perSecond);
  const seen: Lock[] = [];
  const beforeCommit = async (sql: postgres.ISql) => {
    seen.push(...(await heldLocks(sql, pid, relations)));
  };

  const old = load(migrations.slice(0, -1));
  try {
    await old.goOn();
    const up = () =>
      observe(observer, pid, relations, () => migrate(runner, migrations, { beforeCommit }));
    const first = await up();
    const held = felt(strongest([...seen, ...first.locks]));
    const young = load(migrations);
    await Promise.all([young.goOn(), old.goOn()]);
    const youngRan = await young.stop();
    const back = await observe(observer, pid, relations, () => takeBack(runner, migrations, last));
    const left = differences(schema, await describeSchema(observer));
    const again = await up();
    const [migration] = migrations.slice(-1);
    if (migration !== undefined) await makeRows(observer, migration, rows);
    const steps = [first, back, again];
    return {
      held,
      old: await old.stop(),
      new: youngRan,
      longestWait: Math.max(...steps.map(({ longestWait }) => longestWait)),
      gaveWay: steps.reduce((sum, { result }) => sum + result.waited, 0),
      left,
    };
  } finally {
    await old.stop();
    await Promise.all([runner, observer].map((sql) => sql.end({ timeout: 5 })));
  }
}

/** Those that make somebody wait who reads or writes rows, or another migration. */
function felt(locks: readonly Lock[]): readonly Lock[] {
  const weak = lockModes.indexOf("RowExclusive");
  return locks.filter(({ mode }) => lockModes.indexOf(mode) > weak);
}

function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...after.filter((line) => !before.includes(line)).map((line) => `still there: ${line}`),
    ...before.filter((line) => !after.includes(line)).map((line) => `gone: ${line}`),
  ];
}

/** What of a rehearsal says that the migration may not run like that. */
export function faultsOf({ foretold, held, old, new: young, left }: Rehearsed): readonly string[] {
  return [
    ...(inWords(foretold) === inWords(held)
      ? []
      : [`took ${inWords(held)}; database/lint foretold ${inWords(foretold)}`]),
    ...old.failures.map(({ statement, words }) => `old code's ${statement} failed: ${words}`),
    ...young.failures.map(({ statement, words }) => `new code's ${statement} failed: ${words}`),
    ...left.map((line) => `the way back is not the way: ${line}`),
  ];
}

export function inWords(locks: readonly Lock[]): string {
  return locks.map(({ relation, mode }) => `${mode} on ${relation}`).join(", ") || "no lock";
}
