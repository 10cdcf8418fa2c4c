import type postgres from "postgres";
import type { Projection } from "./projection";

export type Sql = postgres.ISql;

/** How far a version of a projection has come. */
export interface Checkpoint {
  readonly version: number;
  /** Of the last event that its rows have. */
  readonly position: number;
  /** Whether it is what code reads. */
  readonly isLive: boolean;
}

/** Those of a projection, the oldest version first. */
export async function checkpointsOf(sql: Sql, name: string): Promise<readonly Checkpoint[]> {
  const rows = await sql<{ version: number; position: string; live: boolean }[]>`
    SELECT version, position, is_live AS live FROM projection.checkpoints
     WHERE projection = ${name} ORDER BY version`;
  return rows.map(({ version, position, live }) => ({
    version,
    position: Number(position),
    isLive: live,
  }));
}

/** That of a version that was begun. */
export async function checkpointOf(
  sql: Sql,
  { name, version }: Pick<Projection, "name" | "version">,
): Promise<Checkpoint> {
  const own = (await checkpointsOf(sql, name)).find((each) => each.version === version);
  return own ?? { version, position: 0, isLive: false };
}

/** The position of the last event that can be seen. */
export async function lastPosition(sql: Sql): Promise<number> {
  const [row] = await sql<{ last: string }[]>`
    SELECT coalesce(pg_catalog.max(position), 0) AS last FROM event_store.events`;
  return Number(row?.last ?? 0);
}
