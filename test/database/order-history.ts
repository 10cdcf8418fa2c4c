import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type postgres from "postgres";
import { readMigrations } from "../../database/migrate/read-migrations";
import type { Projection } from "../../database/projections/projection";
import type { PostgresServer } from "../../database/scratch/server";

/** One transaction of a shop: what it appends, how long it stays open, and whether it ends well. */
export interface Append {
  readonly orders: readonly number[];
  readonly isShipment: boolean;
  readonly typeVersion: 1 | 2;
  readonly milliseconds: number;
  readonly isLost: boolean;
}

export const histories = (most: number): fc.Arbitrary<readonly Append[]> =>
  fc.array(
    fc.record({
      orders: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
      isShipment: fc.boolean(),
      typeVersion: fc.constantFrom(1 as const, 2 as const),
      milliseconds: fc.oneof(fc.constant(0), fc.nat(40)),
      isLost: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { minLength: 1, maxLength: most },
  );

/** Appends a history by some writers at once, so that positions are not seen in their order. */
export async function write(
  connect: () => postgres.Sql,
  history: readonly Append[],
  writers = 4,
): Promise<void> {
  const left = [...history];
  const work = async () => {
    const sql = connect();
    for (let next = left.shift(); next !== undefined; next = left.shift()) await append(sql, next);
    await sql.end();
  };
  await Promise.all(Array.from({ length: writers }, work));
}

class Lost extends Error {}

async function append(sql: postgres.Sql, what: Append): Promise<void> {
  const { orders, isShipment, typeVersion, milliseconds, isLost } = what;
  // In one order, so that no two writers wait for each other.
  for (const order of [...new Set(orders)].sort()) {
    await sql
      .begin(async (transaction) => {
        await transaction`SELECT pg_advisory_xact_lock(7, ${order})`;
        await transaction.unsafe(
          `INSERT INTO event_store.events (stream, version, type, type_version, data)
           SELECT $1, coalesce(max(version), 0) + 1, $2, $3::int, $4::text::jsonb FROM event_store.events WHERE stream = $1`,
          [
            `order-${String(order)}`,
            isShipment ? "OrderShipped" : "OrderPlaced",
            String(isShipment ? 1 : typeVersion),
            isShipment
              ? "{}"
              : `{"total": ${String(order)}.5${typeVersion === 2 ? ', "currency": "EUR"' : ""}}`,
          ],
        );
        if (milliseconds > 0) await sleep(milliseconds);
        if (isLost) throw new Lost();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Lost)) throw error;
      });
  }
}

const everyone = "all";
const forgetting = 7;

/** Of each order, and of all of them, the events in their turn; some events make it forget what was. */
export const trail = (version: number): Projection => ({
  ...{ name: "trail", version, isCore: false, reads: ["OrderPlaced", "OrderShipped"], differs: {} },
  key: "stream",
  keysOf: ({ stream }) => [stream, everyone],
  apply: (row, { position, data }, stream) => {
    const before = (row?.trail ?? []) as readonly unknown[];
    const next = [position, data.currency ?? null];
    return position % forgetting === 0 ? undefined : { stream, trail: [...before, next] };
  },
});

export const trailTables = [1, 2]
  .map(
    (version) =>
      `CREATE TABLE projection.trail_${String(version)} (stream text PRIMARY KEY, trail jsonb NOT NULL);`,
  )
  .join("");

/** What the trails are to be, told once more from what the store has, and by none of what is tested. */
export const expectedTrails = `
  WITH told AS (
    SELECT position, CASE type WHEN 'OrderPlaced' THEN coalesce(data ->> 'currency', 'XOF') END AS currency, about
      FROM event_store.events CROSS JOIN LATERAL (VALUES (stream), ('${everyone}')) AS streams (about))
  SELECT about AS stream, jsonb_agg(jsonb_build_array(position, currency) ORDER BY position) AS trail FROM told
   WHERE position > coalesce((SELECT max(position) FROM told AS other
                               WHERE other.about = told.about AND position % ${String(forgetting)} = 0), 0)
   GROUP BY about ORDER BY about`;

/** A database with this checkout's migrations. */
export async function migratedDatabase(
  server: PostgresServer,
  name: string,
): Promise<() => postgres.Sql> {
  const { connect } = await import("../../functions/database-roles/client.mjs");
  const { migrate } = await import("../../functions/database-roles/migrate.mjs");
  const { name: user, password } = server.superuser;
  const to = (database: string) =>
    connect({ host: "localhost", port: server.port, user, password, database }, server.certificate);
  const admin = to("postgres");
  await admin.unsafe(`CREATE DATABASE ${name}`);
  await admin.end();
  const sql = to(name);
  await migrate(sql, readMigrations(process.cwd()));
  await sql.end();
  return () => to(name);
}
