import { columnsOf } from "./advance";
import type { Sql } from "./checkpoints";
import { type Projection, tableOf } from "./projection";

/** A row that two versions do not have alike; nothing where one has none. */
export interface DifferentRow {
  readonly key: string;
  readonly former: unknown;
  readonly next: unknown;
}

export interface Difference {
  /** A column, or `rows` that only one of them has. */
  readonly what: string;
  readonly rows: number;
  /** Why it is meant to be so. */
  readonly expected: string | undefined;
}

export interface Comparison {
  readonly rows: number;
  readonly position: number;
  readonly differences: readonly Difference[];
  /** Some of the rows that nobody expected to differ. */
  readonly examples: readonly DifferentRow[];
}

const onlyOne = "rows";
const mostExamples = 5;

/**
 * Compares two versions row by row, on the columns that both have, as one snapshot shows them.
 *
 * @param position - at which both are.
 */
export async function compare(
  sql: Sql,
  former: Projection,
  next: Projection,
  position: number,
): Promise<Comparison> {
  const { key } = next;
  const columns = (await columnsOf(sql, former)).filter((name) => name !== key);
  const others = await columnsOf(sql, next);
  const shared = columns.filter((name) => others.includes(name));
  const differs = new Map([
    [onlyOne, `(former."${key}" IS NULL) <> (next."${key}" IS NULL)`],
    ...shared.map(
      (name) =>
        [
          name,
          `former."${key}" = next."${key}" AND former."${name}" IS DISTINCT FROM next."${name}"`,
        ] as const,
    ),
  ]);
  const joined = `${tableOf(former)} AS former FULL JOIN ${tableOf(next)} AS next ON former."${key}" = next."${key}"`;
  const counts = [...differs.values()].map(
    (test, index) => `pg_catalog.count(*) FILTER (WHERE ${test})::int AS c${String(index)}`,
  );
  const [counted = {}] = await sql.unsafe<Record<string, number>[]>(
    `SELECT pg_catalog.count(*)::int AS rows, ${counts.join(", ")} FROM ${joined}`,
  );
  // What a version says of the one before it holds on the way back, too.
  const expected = (former.version > next.version ? former : next).differs;
  const differences = [...differs.keys()]
    .map((what, index) => ({
      what,
      rows: counted[`c${String(index)}`] ?? 0,
      expected: expected[what],
    }))
    .filter(({ rows }) => rows > 0);
  const tests = unexpectedOf({ differences }).map(({ what }) => differs.get(what) ?? "");
  const examples =
    tests.length === 0
      ? []
      : await sql.unsafe<DifferentRow[]>(
          `SELECT coalesce(former."${key}", next."${key}") AS key, pg_catalog.to_json(former) AS former,
                  pg_catalog.to_json(next) AS next
             FROM ${joined} WHERE (${tests.join(") OR (")}) ORDER BY 1 LIMIT ${String(mostExamples)}`,
        );
  return { rows: counted.rows ?? 0, position, differences, examples };
}

export function unexpectedOf({
  differences,
}: Pick<Comparison, "differences">): readonly Difference[] {
  return differences.filter(({ expected }) => expected === undefined);
}
