import type postgres from "postgres";
import type { Schema } from "../events/event-type";
import { EventTypes } from "../events/event-types";
import { upcasters } from "../events/upcasters";
import { unexpectedOf } from "./compare";
import { projections } from "./declared/projections";
import { newestOf, titleOf } from "./projection";
import { rebuild } from "./rebuild";

class OutOfTime extends Error {}

/**
 * Brings the newest version of each projection to life, those first that services need, as long as it has time.
 *
 * @param schemas - of the types of events, by name and version.
 * @returns what is not live since its rows differ, without the rows; and whether more is to do, which the next call goes on with.
 * @throws UsageError, Failure, UnreadableEvent, DatabaseError
 */
export async function rebuildNewest(
  sql: postgres.Sql,
  schemas: Readonly<Record<string, Schema>>,
  seconds: number,
): Promise<{ readonly problems: string[]; readonly isUnfinished: boolean }> {
  const end = Date.now() + 1_000 * seconds;
  const types = new EventTypes(new Map(Object.entries(schemas)), upcasters);
  const problems: string[] = [];
  const tell = () => {
    if (Date.now() >= end) throw new OutOfTime();
  };
  try {
    for (const projection of newestOf(projections)) {
      const rebuilt = await rebuild(sql, { declared: projections, projection, types, tell });
      const { outcome, former, comparison } = rebuilt;
      if (outcome !== "differs" || comparison === undefined) continue;
      const what = unexpectedOf(comparison).map((each) => `${each.what} of ${String(each.rows)}`);
      problems.push(
        `${titleOf(projection)} differs from ${projection.name} ${String(former)}, which stays live: ${what.join(", ")} rows`,
      );
    }
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    return { problems, isUnfinished: true };
  }
  return { problems, isUnfinished: false };
}
