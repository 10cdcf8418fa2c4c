import { Failure } from "../failure";
import type { Event } from "../events/event-type";
import type { EventTypes } from "../events/event-types";
import type { Sql } from "./checkpoints";
import { type Projection, type Row, tableOf, titleOf } from "./projection";

/** As many positions as one transaction takes: a range of the primary key, whatever is known of the table. */
export const batchSize = 2_000;

export interface Advanced {
  readonly position: number;
  readonly events: number;
}

/**
 * Brings the rows of a projection on by the events of some positions, and its checkpoint with them: both or neither, whatever ends this.
 *
 * @param sql - a transaction.
 * @param upTo - the last position to be read, which is settled.
 * @returns nothing where somebody else is at it.
 * @throws Failure, UnreadableEvent
 */
export async function advance(
  sql: Sql,
  projection: Projection,
  types: EventTypes,
  upTo: number,
  batch = batchSize,
): Promise<Advanced | undefined> {
  const { name, version, reads } = projection;
  const [held] = await sql<{ position: string }[]>`
    SELECT position FROM projection.checkpoints WHERE projection = ${name} AND version = ${version}
       FOR UPDATE SKIP LOCKED`;
  if (held === undefined) return undefined;
  const from = Number(held.position);
  if (from >= upTo) return { position: from, events: 0 };
  const position = Math.min(upTo, from + batch);
  const events = await eventsBetween(sql, from, position, types.storedAs(reads));
  await fold(
    sql,
    projection,
    events.map((event) => types.upcast(event)),
  );
  await sql`UPDATE projection.checkpoints SET position = ${position}, written_at = pg_catalog.clock_timestamp()
             WHERE projection = ${name} AND version = ${version}`;
  return { position, events: events.length };
}

async function eventsBetween(
  sql: Sql,
  from: number,
  upTo: number,
  stored: readonly string[],
): Promise<readonly Event[]> {
  const rows = await sql<{ event: string }[]>`
    SELECT pg_catalog.json_build_object('position', position, 'stream', stream, 'version', version, 'type', type,
             'typeVersion', type_version, 'data', data, 'recordedAt', recorded_at)::text AS event
      FROM event_store.events
     WHERE position > ${from} AND position <= ${upTo} AND type IN ${sql(stored)}
     ORDER BY position`;
  return rows.map(({ event }) => JSON.parse(event) as Event);
}

/** Reads the rows that events are about once, and writes what became of them once. */
async function fold(sql: Sql, projection: Projection, events: readonly Event[]): Promise<void> {
  const { key, keysOf, apply } = projection;
  const table = tableOf(projection);
  const keys = [...new Set(events.flatMap((event) => keysOf(event)))];
  if (keys.length === 0) return;
  const chosen = `${key} IN (SELECT pg_catalog.json_array_elements_text($1::text::json))`;
  const found = await sql.unsafe<{ key: string; row: string }[]>(
    `SELECT ${key} AS key, pg_catalog.to_json(present)::text AS row FROM ${table} AS present WHERE ${chosen}`,
    [JSON.stringify(keys)],
  );
  const rows = new Map(
    found.map(({ key: name, row }) => [name, JSON.parse(row) as Row | undefined]),
  );
  for (const event of events) {
    for (const name of keysOf(event)) rows.set(name, apply(rows.get(name), event, name));
  }
  const gone = keys.filter((name) => rows.get(name) === undefined);
  if (gone.length > 0) {
    await sql.unsafe(`DELETE FROM ${table} WHERE ${chosen}`, [JSON.stringify(gone)]);
  }
  const kept = [...rows.values()].filter((row) => row !== undefined);
  const columns = await columnsOf(sql, projection);
  const strange = kept.flatMap((row) => Object.keys(row)).find((name) => !columns.includes(name));
  if (strange !== undefined) {
    throw new Failure(`${titleOf(projection)} writes ${strange}, and ${table} has no such column`);
  }
  const list = columns.map((name) => `"${name}"`).join(", ");
  const excluded = columns.map((name) => `EXCLUDED."${name}"`).join(", ");
  await sql.unsafe(
    `INSERT INTO ${table} (${list}) SELECT ${list} FROM pg_catalog.json_populate_recordset(NULL::${table}, $1::text::json)
     ON CONFLICT (${key}) DO UPDATE SET (${list}) = ROW(${excluded})`,
    [JSON.stringify(kept)],
  );
}

/** @throws Failure where the table is not there. */
export async function columnsOf(sql: Sql, projection: Projection): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT attname AS name FROM pg_catalog.pg_attribute
     WHERE attrelid = pg_catalog.to_regclass(${tableOf(projection)}) AND attnum > 0 AND NOT attisdropped
     ORDER BY attnum`;
  if (rows.length > 0) return rows.map(({ name }) => name);
  throw new Failure(
    `${tableOf(projection)} is not there: a migration makes it, and make db-migrate applies it`,
  );
}
