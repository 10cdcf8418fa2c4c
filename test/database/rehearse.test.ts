import { expect } from "chai";
import type postgres from "postgres";
import type { MigrationFile } from "../../database/migrate/read-migrations";
import { faultsOf, rehearse } from "../../database/rehearse/rehearse";
import { databaseForEach, type RolesDatabase } from "../functions/roles-database";

const migration = (number: number, parts: Partial<MigrationFile>): MigrationFile => ({
  ...{ number, name: "case", file: `000${String(number)}-case.sql`, inTransaction: true },
  ...{ backFile: `000${String(number)}-case.back.sql`, up: "", back: "", load: {} },
  ...parts,
});

const first = migration(1, {
  up: "CREATE TABLE public.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total int);",
  back: "DROP TABLE public.orders;",
  load: {
    data: "INSERT INTO public.orders (total) SELECT n FROM generate_series(1, :rows) n",
    place: "INSERT INTO public.orders (total) VALUES (1)",
    read: "SELECT id, total FROM public.orders WHERE id = 1",
  },
});

describe("a rehearsal", function () {
  this.timeout(120_000);
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });

  async function rehearseAfterFirst(second: Partial<MigrationFile>) {
    const { name, password } = database.server.superuser;
    const own = database.server;
    const { connect } = await import("../../functions/database-roles/client.mjs");
    const connection = { host: "localhost", port: own.port, user: name, password };
    const [, rehearsed] = await rehearse(
      (): postgres.Sql =>
        connect({ ...connection, database: database.names.database }, own.certificate),
      [first, migration(2, second)],
      { rows: 200, perSecond: 1_000 },
    );
    if (rehearsed === undefined) throw new Error("nothing rehearsed");
    return { ...rehearsed, faults: [...new Set(faultsOf(rehearsed))] };
  }

  it("has nothing against what only adds, and says which lock it took", async () => {
    const {
      faults,
      held,
      old,
      new: young,
    } = await rehearseAfterFirst({
      up: "ALTER TABLE public.orders ADD COLUMN note text",
      back: "ALTER TABLE public.orders DROP COLUMN note",
      load: { place: "INSERT INTO public.orders (total, note) VALUES (1, 'x')" },
    });
    expect(faults).to.deep.equal([]);
    expect(held).to.deep.equal([{ relation: "public.orders", mode: "AccessExclusive" }]);
    expect([old.count, young.count].every((count) => count >= 20)).to.equal(true);
  });

  it("sees the lock of what runs outside of a transaction", async () => {
    const { faults } = await rehearseAfterFirst({
      inTransaction: false,
      up: "CREATE INDEX CONCURRENTLY totals ON public.orders (total)",
      back: "DROP INDEX CONCURRENTLY IF EXISTS public.totals",
    });
    expect(faults).to.deep.equal([]);
  });

  it("says which statement of the old code fails", async () => {
    const { faults } = await rehearseAfterFirst({
      up: "ALTER TABLE public.orders ADD COLUMN note text NOT NULL DEFAULT 'x'; ALTER TABLE public.orders ALTER note DROP DEFAULT",
      back: "ALTER TABLE public.orders DROP COLUMN note",
    });
    expect(faults).to.deep.equal([
      `old code's place failed: null value in column "note" of relation "orders" violates not-null constraint`,
      `new code's place failed: null value in column "note" of relation "orders" violates not-null constraint`,
    ]);
  });

  it("says what the way back leaves", async () => {
    const { faults } = await rehearseAfterFirst({
      up: "CREATE TABLE IF NOT EXISTS public.more (id int)",
      back: "SELECT 1",
    });
    expect(faults).to.deep.equal([
      "the way back is not the way: still there: column public.more.id: integer",
      "the way back is not the way: still there: relation public.more: rp",
    ]);
  });

  it("says of a lock that nobody foretold", async () => {
    const { faults } = await rehearseAfterFirst({
      up: "CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS 'LOCK TABLE public.orders IN SHARE MODE'; SELECT public.f()",
      back: "DROP FUNCTION public.f()",
    });
    expect(faults).to.deep.equal(["took Share on public.orders; database/lint foretold no lock"]);
  });
});
