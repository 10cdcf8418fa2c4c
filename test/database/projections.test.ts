import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import type postgres from "postgres";
import { EventTypes } from "../../database/events/event-types";
import { readSchemas } from "../../database/events/read-schemas";
import { upcasters } from "../../database/events/upcasters";
import { orders1 } from "../../database/projections/declared/orders-1";
import { orders2 } from "../../database/projections/declared/orders-2";
import { follow } from "../../database/projections/follow";
import { describeProgress } from "../../database/projections/progress";
import type { Projection } from "../../database/projections/projection";
import { rebuild, type RebuildArgs } from "../../database/projections/rebuild";
import { settledPosition } from "../../database/projections/settled";
import type { PostgresServer } from "../../database/scratch/server";
import { postgresForAll } from "../support/postgres";
import {
  expectedTrails,
  histories,
  migratedDatabase,
  trail,
  trailTables,
  write,
} from "./order-history";

const numRuns = process.env.KIT === "full" ? 60 : 4;

describe("a projection", function () {
  this.timeout(process.env.KIT === "full" ? 1_200_000 : 120_000);
  let server: PostgresServer;
  let count = 0;
  postgresForAll((started) => {
    server = started;
  });
  const open: postgres.Sql[] = [];
  const close = async () => {
    await Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 })));
  };
  afterEach(close);

  const types = new EventTypes(readSchemas(process.cwd()), upcasters);
  const shop = async () => {
    count += 1;
    const connect = await migratedDatabase(server, `projections_${String(count)}`);
    return () => {
      const sql = connect();
      open.push(sql);
      return sql;
    };
  };
  const orders = [orders1, orders2];
  const trails = [trail(1), trail(2)] as const;
  const args = (
    projection: Projection,
    declared: readonly Projection[] = orders,
    more: Partial<RebuildArgs> = {},
  ): RebuildArgs => ({ declared, projection, types, tell: () => undefined, ...more });
  const rows = (sql: postgres.Sql, from = "projection.orders") =>
    sql.unsafe(`SELECT stream, status, total, currency, position FROM ${from} ORDER BY stream`);
  const place = (sql: postgres.Sql, orders: number) =>
    sql.unsafe(`INSERT INTO event_store.events (stream, version, type, data)
      SELECT 'order-' || n, 1, 'OrderPlaced', '{"total": 12.5}' FROM generate_series(1, ${String(orders)}) n`);
  /** Ends the rebuild's session after some time, again and again. */
  const killed = async (
    connect: () => postgres.Sql,
    admin: postgres.Sql,
    pauses: readonly number[],
  ) => {
    const left = [...pauses];
    for (;;) {
      const sql = connect();
      const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      const pause = left.shift();
      const killer =
        pause === undefined
          ? undefined
          : setTimeout(() => {
              void admin`SELECT pg_terminate_backend(${row?.pid ?? 0})`.execute();
            }, pause);
      try {
        return await rebuild(sql, args(trails[1], trails, { batch: 3 }));
      } catch (error) {
        const { code } = error as { readonly code?: string };
        expect(code, String(error)).to.match(/^(?:CONNECTION_|57P01$|E[A-Z]+$)/);
      } finally {
        clearTimeout(killer);
        void sql.end({ timeout: 1 });
      }
    }
  };

  it("is rebuilt while writers write and the former one serves, and killed anywhere loses and doubles nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories(60),
        histories(60),
        fc.array(fc.nat(60), { minLength: 2, maxLength: 6 }),
        async (before, during, pauses) => {
          const connect = await shop();
          const admin = connect();
          await admin.unsafe(trailTables);
          await write(connect, before);
          await rebuild(admin, args(trails[0], trails));
          const stop = new AbortController();
          const following = follow(connect(), trails, types, stop.signal);
          const [rebuilt] = await Promise.all([
            killed(connect, admin, pauses),
            write(connect, during),
          ]).finally(() => {
            stop.abort();
          });
          await following;
          expect(rebuilt.outcome).to.be.oneOf(["switched", "current"]);
          for (const one of [trails[1], trails[0]]) {
            expect(
              (await rebuild(admin, args(one, trails))).comparison?.differences ?? [],
            ).to.deep.equal([]);
            const table = `projection.trail_${String(one.version)}`;
            const made = await admin.unsafe(`SELECT stream, trail FROM ${table} ORDER BY stream`);
            expect(made).to.deep.equal(await admin.unsafe(expectedTrails));
          }
          await close();
        },
      ),
      { numRuns, endOnFailure: true },
    );
  });

  it("waits for a position that was taken and is not seen yet", async () => {
    const connect = await shop();
    const [slow, sql] = [connect(), connect()];
    let commit: () => void = () => undefined;
    const opened = slow.begin(async (transaction) => {
      await place(transaction as unknown as postgres.Sql, 1);
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
    });
    await sleep(100);
    await sql`INSERT INTO event_store.events (stream, version, type, data) VALUES ('order-2', 1, 'OrderPlaced', '{"total": 1}')`;
    const failed: unknown = await settledPosition(sql, 200).catch((error: unknown) => error);
    expect(String(failed)).to.match(/session \d+ appended events .* SELECT pg_terminate_backend/);
    const built = rebuild(sql, args(orders2));
    await sleep(100);
    commit();
    await opened;
    expect((await built).events).to.equal(2);
  });

  it("that differs in a row does not take the traffic, and says which and what to do", async () => {
    const sql = (await shop())();
    await place(sql, 20);
    await rebuild(sql, args(orders1));
    await sql`UPDATE projection.orders_1 SET total = 13 WHERE stream = 'order-7'`;
    await sql`DELETE FROM projection.orders_1 WHERE stream = 'order-8'`;
    const { outcome, comparison } = await rebuild(sql, args(orders2));
    expect(outcome).to.equal("differs");
    expect(comparison?.differences).to.deep.equal([
      { what: "rows", rows: 1, expected: undefined },
      { what: "total", rows: 1, expected: undefined },
    ]);
    expect(comparison?.examples.map(({ key }) => key)).to.deep.equal(["order-7", "order-8"]);
    expect((await rows(sql))[0]?.currency).to.equal(null);
    const meant = { ...orders2, differs: { total: "13 was wrong" } };
    const more = [orders1, meant];
    expect((await rebuild(sql, args(meant, more))).outcome).to.equal("differs");
    const accepted = await rebuild(sql, args(meant, more, { accept: "row 8 was lost" }));
    expect(accepted.outcome).to.equal("switched");
    expect(await rows(sql)).to.have.length(20);
  });

  it("finds each row that was planted, by any history", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (planted) => {
          const sql = (await shop())();
          await place(sql, 40);
          await rebuild(sql, args(orders1));
          await sql.unsafe(
            `UPDATE projection.orders_1 SET status = 'x' WHERE stream IN (${planted.map((n) => `'order-${String(n)}'`).join()})`,
          );
          const { outcome, comparison } = await rebuild(sql, args(orders2));
          expect([outcome, comparison?.differences[0]?.rows]).to.deep.equal([
            "differs",
            planted.length,
          ]);
        },
      ),
      { numRuns, endOnFailure: true },
    );
  });

  it("goes back to the former version, which was kept current, and can be built anew beside it", async () => {
    const connect = await shop();
    const sql = connect();
    await place(sql, 5);
    for (const projection of orders) await rebuild(sql, args(projection));
    const stop = new AbortController();
    const following = follow(connect(), orders, types, stop.signal);
    await sql`UPDATE projection.orders_2 SET total = 99`;
    await sql`INSERT INTO event_store.events (stream, version, type, data) VALUES ('order-1', 2, 'OrderShipped', '{}')`;
    await sleep(800);
    stop.abort();
    await following;
    expect((await rebuild(sql, args(orders1))).outcome).to.equal("differs");
    expect((await rebuild(sql, args(orders1, orders, { accept: "a bug" }))).outcome).to.equal(
      "switched",
    );
    expect((await rows(sql)).map(({ total }) => String(total))).to.deep.equal(
      Array(5).fill("12.5"),
    );
    expect((await rebuild(sql, args(orders2, orders, { fresh: true }))).outcome).to.equal(
      "switched",
    );
    expect((await rows(sql))[0]).to.deep.include({
      status: "shipped",
      total: "12.5",
      currency: "XOF",
    });
  });

  it("tells how far it is, at which rate and how long it takes", async () => {
    const sql = (await shop())();
    await place(sql, 5);
    const told: string[] = [];
    await rebuild(
      sql,
      args(orders2, orders, {
        batch: 2,
        tell: (progress) => told.push(describeProgress(progress, 2)),
      }),
    );
    expect(told.slice(0, 3)).to.deep.equal([
      "orders 2: 0 of 5 events, 0 a second",
      "orders 2: 2 of 5 events, 1 a second, 3 s left",
      "orders 2: 4 of 5 events, 2 a second, 1 s left",
    ]);
  });

  it("that is live is not emptied, and one of a store that went back is not trusted", async () => {
    const sql = (await shop())();
    await place(sql, 3);
    await rebuild(sql, args(orders2));
    const fresh: unknown = await rebuild(sql, args(orders2, orders, { fresh: true })).catch(
      (e: unknown) => e,
    );
    expect(String(fresh)).to.include("orders 2 is live");
    await sql`UPDATE projection.checkpoints SET position = 4`;
    const ahead: unknown = await rebuild(sql, args(orders2)).catch((e: unknown) => e);
    expect(String(ahead)).to.include("has events up to 4, and the store ends at 3");
  });
});
