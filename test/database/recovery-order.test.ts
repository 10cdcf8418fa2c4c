import { expect } from "chai";
import type postgres from "postgres";
import { backUp } from "../../database/backup/backup";
import { EventTypes } from "../../database/events/event-types";
import { readSchemas } from "../../database/events/read-schemas";
import { upcasters } from "../../database/events/upcasters";
import { readMigrations } from "../../database/migrate/read-migrations";
import { orders1 } from "../../database/projections/declared/orders-1";
import { projections } from "../../database/projections/declared/projections";
import { newestOf } from "../../database/projections/projection";
import { rebuild } from "../../database/projections/rebuild";
import { restore } from "../../database/restore/restore";
import { folderBackups } from "../../database/store/folder-store";
import { folderForAll } from "../support/temporary-folder";
import { keys } from "./keys";
import { rule, type Shop, shopForAll } from "./shop";

describe("a recovery", function () {
  this.timeout(120_000);
  let shop: Shop;
  shopForAll((opened) => {
    shop = opened;
  });

  let folder: string;
  folderForAll((made) => {
    folder = made;
  });

  it("comes to the projections that services need before the others", () => {
    const report = { ...orders1, name: "report", isCore: false };
    const order = newestOf([report, ...projections]).map(({ name, version }) => [name, version]);
    expect(order).to.deep.equal([
      ["orders", 2],
      ["report", 1],
    ]);
  });

  it("has the event store first, and each event once in the projections that are built on", async () => {
    const { migrate } = await import("../../functions/database-roles/migrate.mjs");
    const types = new EventTypes(readSchemas("."), upcasters);
    const args = { declared: projections, types, tell: () => undefined };
    const place = (sql: postgres.Sql, from: number, to: number) =>
      sql.unsafe(`INSERT INTO event_store.events (stream, version, type, data)
        SELECT 'order-' || n % 7, n, 'OrderPlaced', jsonb_build_object('total', n) FROM generate_series(${String(from)}, ${String(to)}) n`);
    const source = await shop.empty();
    await shop.ask(source.database, async (sql) => {
      await migrate(sql, readMigrations("."));
      await place(sql, 1, 30);
      await rebuild(sql, { ...args, projection: orders1 });
      await place(sql, 31, 60);
    });
    const store = folderBackups(`file://${folder}`, folder);
    const more = { rule, recipients: [keys.recipient], tell: () => undefined };
    const record = await backUp({ stack: "production", connection: source, store, ...more });
    const into = await shop.empty();
    await restore({ store, record, identity: keys.identity, into });
    await shop.ask(into.database, async (sql) => {
      await place(sql, 61, 70);
      const all = [];
      for (const projection of projections) all.push(await rebuild(sql, { ...args, projection }));
      expect(all.map(({ outcome, events }) => [outcome, events])).to.deep.equal([
        ["current", 40],
        ["switched", 70],
      ]);
      const rows =
        await sql`SELECT total::int AS total, position::int AS position FROM projection.orders ORDER BY 1`;
      const last = Array.from({ length: 7 }, (_, n) => ({ total: 64 + n, position: 64 + n }));
      expect([...rows]).to.deep.equal(last);
    });
  });
});
