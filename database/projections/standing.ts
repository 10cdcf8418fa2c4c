import type { EventTypes } from "../events/event-types";
import { checkpointsOf, type Sql } from "./checkpoints";
import { newestOf, type Projection } from "./projection";

/** How far a version of a projection is. */
export interface Standing {
  readonly projection: string;
  readonly version: number;
  readonly isCore: boolean;
  readonly isLive: boolean;
  /** Nothing where it was not begun. */
  readonly position: number | undefined;
  /** Events that its rows don't have. */
  readonly behind: number;
  /** Whether it is the newest, and is not live or not current. */
  readonly isToDo: boolean;
}

export async function standingOf(
  sql: Sql,
  declared: readonly Projection[],
  types: EventTypes,
): Promise<readonly Standing[]> {
  const standings: Standing[] = [];
  for (const projection of declared) {
    const { name, version, isCore, reads } = projection;
    const own = (await checkpointsOf(sql, name)).find((each) => each.version === version);
    const behind = await countEvents(sql, types.storedAs(reads), own?.position ?? 0);
    const isLive = own?.isLive === true;
    const isNewest = newestOf(declared).includes(projection);
    standings.push({
      ...{ projection: name, version, isCore, isLive, behind, position: own?.position },
      isToDo: isNewest && (!isLive || behind > 0),
    });
  }
  return standings;
}

/** How many events of these stored types there are after a position. */
export async function countEvents(
  sql: Sql,
  stored: readonly string[],
  from: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const [row] = await sql<{ count: string }[]>`
    SELECT pg_catalog.count(*) FROM event_store.events
     WHERE position > ${from} AND position <= ${upTo} AND type IN ${sql(stored)}`;
  return Number(row?.count ?? 0);
}
