import type postgres from "postgres";
import { type Lock, type LockMode, strongest } from "../lint/effect";

/** Tables and views that are there, by their number. */
export type Relations = ReadonlyMap<number, string>;

/** Those that are not PostgreSQL's own, nor of the migrations' log. */
export async function relationsOf(sql: postgres.ISql): Promise<Relations> {
  const rows = await sql<{ oid: number; name: string }[]>`
    SELECT pg_class.oid::int8::int4 AS oid, nspname || '.' || relname AS name
      FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT LIKE 'pg\\_%'
       AND nspname NOT IN ('information_schema', 'migration')`;
  return new Map(rows.map(({ oid, name }) => [oid, name]));
}

/** The strongest lock that a session holds on each of the relations. */
export async function heldLocks(
  sql: postgres.ISql,
  pid: number,
  relations: Relations,
): Promise<readonly Lock[]> {
  const rows = await sql<{ relation: number; mode: string }[]>`
    SELECT relation::int8::int4 AS relation, mode FROM pg_catalog.pg_locks
     WHERE pid = ${pid} AND locktype = 'relation' AND granted`;
  return strongest(
    rows.flatMap(({ relation, mode }) => {
      const name = relations.get(relation);
      return name === undefined
        ? []
        : [{ relation: name, mode: mode.replace("Lock", "") as LockMode }];
    }),
  );
}
