import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { parseConnection } from "../../database/server/connection";
import { DatabaseError } from "../../database/migrate/own-database";
import { readMigrations, scriptsOf } from "../../database/migrate/read-migrations";
import { performThroughFunction } from "../../database/migrate/through-function";
import { ownDatabase } from "../../operations/release/own-database";
import { InquiryError } from "../../operations/stack/inquiry";
import type { CloudObject } from "../../sandbox/cloud/object-store";
import {
  databaseForEach,
  type Names,
  type RolesDatabase,
  usual,
} from "../functions/roles-database";
import { deployed } from "./support/deployed";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const stack = "staging";
const table = (number: number, up = `CREATE TABLE public.t${String(number)} (id int);`) => ({
  ...{ number, name: "table", up, back: `DROP TABLE public.t${String(number)};` },
  inTransaction: true,
});
const migrations = [table(1), table(2)];
const changed = [table(1), table(2, "CREATE TABLE public.other ();")];

describeEngine("make db-migrate through an environment's function", () => {
  let sandbox: TemporarySandbox;
  let database: RolesDatabase | undefined;
  before(async () => {
    sandbox = await deployed(stack);
  });
  after(() => {
    sandbox.dispose();
  });

  /** In a process of its own each time, as far as the emulated clouds can tell. */
  const ask = async (task: Tasks.Task, as: "deploy" | "preview" = "deploy") => {
    const { stack: opened, close } = await sandbox.open(stack, undefined, undefined, {
      as,
      ...(database && { database: database.server }),
    });
    return performThroughFunction(opened, task).finally(close);
  };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => new Error("it did not fail"),
      (error: unknown) => error as Error,
    );
  const appliesOnce = async () => {
    const ran = ["0001-table", "0002-table"];
    expect((await ask({ task: "migrate", migrations })).ran).to.deep.equal(ran);
    expect((await ask({ task: "migrate", migrations })).ran).to.deep.equal([]);
    const nothing = { problems: [], missing: [], strange: [] };
    expect(await ask({ task: "verify", migrations })).to.deep.include({ applied: ran, ...nothing });
    const refused = await failureOf(ask({ task: "migrate", migrations: changed }));
    expect(refused).to.be.instanceOf(DatabaseError);
    expect(refused.message).to.match(/0002-table is not the 0002-table that ran: .+\. Restore/);
    for (const number of [2, 1]) {
      const { ran: back } = await ask({ task: "back", migrations, number });
      expect(back).to.deep.equal([ran[number - 1]]);
    }
  };

  describe("with a PostgreSQL behind the emulated Neon", () => {
    const names: { -readonly [Key in keyof Names]: Names[Key] } = { ...usual };
    before(() => {
      const { user, password, database: name } = parseConnection("the secret", migratorUrl());
      Object.assign(names, { database: name, migrator: { user, password } });
    });
    databaseForEach((created) => {
      database = created;
    }, names);
    after(() => {
      database = undefined;
    });

    it("applies what is missing, once, and says in a person's words what is wrong", async () => {
      await appliesOnce();
      const sql = database?.superuser();
      const tables = await sql?.unsafe<{ name: string }[]>(
        "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace",
      );
      expect(tables).to.have.length(0);
      const log = await sql?.unsafe("SELECT way FROM migration.log WHERE state = 'done'");
      expect(log?.map(({ way }) => String(way))).to.deep.equal(["up", "up", "back", "back"]);
    });

    it("rebuilds the projections of the checkout for a release, which ends where they differ", async () => {
      const { stack: opened, close } = await sandbox.open(stack, undefined, undefined, {
        ...{ as: "deploy", ...(database && { database: database.server }) },
      });
      const checkout = join(__dirname, "../..");
      const own = ownDatabase({ root: checkout, stack: opened });
      const sql = database?.superuser();
      await performThroughFunction(opened, {
        ...{ task: "migrate", migrations: scriptsOf(readMigrations(checkout)) },
      });
      await sql?.unsafe(`INSERT INTO event_store.events (stream, version, type, data)
        SELECT 'order-' || n, 1, 'OrderPlaced', '{"total": 12.5}' FROM generate_series(1, 3) AS n`);
      await own.rebuild();
      const rows = await sql?.unsafe("SELECT currency FROM projection.orders");
      expect(rows?.map(({ currency }) => String(currency))).to.deep.equal(["XOF", "XOF", "XOF"]);
      await sql?.unsafe(`UPDATE projection.checkpoints SET is_live = version = 1;
        INSERT INTO projection.checkpoints (projection, version, position, is_live) VALUES ('orders', 1, 3, true)`);
      const refused = await failureOf(own.rebuild());
      expect(refused.message).to.equal(
        "orders 2 differs from orders 1, which stays live: rows of 3 rows (docs/runbooks/projections.md)",
      );
      close();
    });
  });

  it("keeps its log with the emulated Neon where no PostgreSQL is", appliesOnce);

  it("is foreseen by a release, which is refused where staging has not run it, and where it breaks code", async () => {
    const root = mkdtempSync(join(tmpdir(), "migrations-"));
    const write = (name: string, up: string) => {
      mkdirSync(join(root, "database/migrations"), { recursive: true });
      writeFileSync(join(root, `database/migrations/${name}.sql`), up);
      writeFileSync(join(root, `database/migrations/${name}.back.sql`), "SELECT 1;");
    };
    write("0001-names", "CREATE TABLE public.names (id int);");
    const { stack: opened } = await sandbox.open(stack);
    const before = { name: "dev", proven: {} };
    const database = ownDatabase({ root, stack: opened, before });
    const { pending, isNew, objections } = await database.foresee({});
    expect([pending.map(({ name }) => name), isNew]).to.deep.equal([["0001-names"], false]);
    expect(objections.map(({ what }) => what)).to.have.length(1);
    expect(objections[0]?.what).to.include("dev ran no migration 0001-names");

    await database.keep("where no tier asks for it");
    await database.migrate(pending);
    await database.verify(pending);
    const known = Object.fromEntries(pending.map(({ name, checksum }) => [name, checksum]));
    expect((await database.foresee(known)).pending).to.deep.equal([]);
    // Applied by hand: a release has to know of it all the same.
    expect((await database.foresee({})).pending).to.deep.equal(pending);

    write("0002-drop", "-- contract: expand 1\nALTER TABLE public.names DROP COLUMN id;");
    const own = ownDatabase({ root, stack: opened });
    const contract = await own.foresee(known);
    expect(contract.pending.map(({ isContract }) => isContract)).to.deep.equal([true]);
    expect(contract.objections.map(({ fix }) => fix)).to.deep.equal([
      "database/migrations/0001-names.sql is in no commit yet",
    ]);
    write("0001-names", "CREATE TABLE public.other (id int);");
    const [changed] = (await own.foresee(known)).objections;
    expect(changed?.what).to.include("0001-names is not the 0001-names that ran");
    const refused = await failureOf(own.migrate(pending));
    expect(refused.message).to.include("this checkout has another 0001-names");
    rmSync(root, { recursive: true });
  });

  it("is refused to whoever may not call the function", async () => {
    const refused = await failureOf(ask({ task: "standing", migrations }, "preview"));
    expect(refused).to.be.instanceOf(InquiryError);
    expect(refused.message).to.include("is not authorized to perform: lambda:InvokeFunction");
  });

  function migratorUrl(): string {
    const folder = join(
      sandbox.folder,
      "clouds/aws/222222222222/eu-west-1/secretsmanager.SecretVersion",
    );
    const texts = readdirSync(folder).map((file) => {
      const { properties } = JSON.parse(readFileSync(join(folder, file), "utf8")) as CloudObject;
      return String(properties.secretString);
    });
    return texts.find((text) => text.startsWith("postgresql://migrator:")) ?? "";
  }
});
