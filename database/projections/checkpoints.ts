import type postgres from "postgres";

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

/** The position of the last event that can be seen. */
export async function lastPosition(sql: Sql): Promise<number> {
  const [row] = await sql<{ last: string }[]>`
    SELECT coalesce(pg_catalog.max(position), 0) AS last FROM event_store.events`;
  return Number(row?.last ?? 0);
}
