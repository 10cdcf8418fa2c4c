import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import type * as Log from "../../functions/database-roles/migration-log.mjs" with {
  "resolution-mode": "import",
};
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import type * as Client from "../../functions/database-roles/client.mjs" with {
  "resolution-mode": "import",
};
import { databaseForEach, type RolesDatabase, usual } from "../functions/roles-database";

type Migration = Log.Migration;

let perform: typeof Tasks.perform;
let connect: typeof Client.connect;
before(async () => {
  ({ perform } = await import("../../functions/database-roles/tasks.mjs"));
  ({ connect } = await import("../../functions/database-roles/client.mjs"));
});

const table = (number: number): Migration => ({
  number,
  name: `table-${String(number)}`,
  up: `CREATE TABLE public.t${String(number)} (id int);`,
  back: `DROP TABLE public.t${String(number)};`,
  inTransaction: true,
});
const index: Migration = {
  number: 2,
  name: "index",
  up: "CREATE INDEX CONCURRENTLY i ON public.t1 (id)",
  back: "DROP INDEX CONCURRENTLY IF EXISTS public.i",
  inTransaction: false,
};
const die = "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid());";

describe("migrations", function () {
  this.timeout(60_000);
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });

  const ask = (task: Tasks.Task) =>
    perform(task, (name = usual.database) =>
      connect(
        { ...usual.migrator, host: "localhost", port: database.server.port, database: name },
        database.server.certificate,
      ),
    );
  const migrate = (...migrations: Migration[]) => ask({ task: "migrate", migrations });
  const verify = (...migrations: Migration[]) => ask({ task: "verify", migrations });
  const failureOf = async (task: Promise<unknown>) => {
    try {
      await task;
    } catch (error) {
      if (error instanceof Error) return error.message;
    }
    throw new Error("it did not fail");
  };
  const tables = async () => {
    const rows = await database.superuser()<{ name: string }[]>`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`;
    return rows.map(({ name }) => name);
  };

  it("run in order, once", async () => {
    expect((await migrate(table(1), table(2))).ran).to.deep.equal(["0001-table-1", "0002-table-2"]);
    expect((await migrate(table(1), table(2), table(3))).ran).to.deep.equal(["0003-table-3"]);
    expect((await migrate(table(1), table(2), table(3))).ran).to.deep.equal([]);
    expect(await tables()).to.deep.equal(["t1", "t2", "t3"]);
  });

  it("run once where several begin at once, in a transaction or outside of one", async () => {
    const all = [table(1), index, table(3)];
    const answers = await Promise.all([1, 2, 3, 4].map(() => migrate(...all)));
    await verifyClean(...all);
    const log = await database.superuser()`SELECT number FROM migration.log WHERE state = 'done'`;
    expect(log).to.have.length(3);
    expect(answers.flatMap(({ ran }) => ran).length).to.be.at.least(3);
  });

  const statements = ["CREATE TABLE public.a (id int);", "INSERT INTO public.a VALUES (1);", ""];
  for (const at of statements.keys()) {
    it(`leave nothing when the runner is killed before statement ${String(at + 1)}, and go on from there`, async () => {
      const killed = statements.map((each, place) => (place === at ? die + each : each)).join("");
      const whole = { ...table(2), up: statements.join(""), back: "DROP TABLE public.a" };
      await failureOf(migrate(table(1), { ...whole, up: killed }));
      expect(await tables()).to.deep.equal(["t1"]);
      expect((await verify(table(1), whole)).problems).to.deep.equal([
        "0002-table-2 is not applied",
      ]);
      await migrate(table(1), whole);
      await verifyClean(table(1), whole);
    });
  }

  it("say of an index that it was left half built, and build it anew", async () => {
    await migrate(table(1));
    await database.migrate("INSERT INTO t1 VALUES (1), (1)");
    const unique = { ...index, up: index.up.replace("INDEX", "UNIQUE INDEX") };
    expect(await failureOf(migrate(table(1), unique))).to.match(
      /^0002-index\.sql: could not create/,
    );
    expect((await verify(table(1), unique)).problems).to.deep.equal([
      "0002-index ended in its middle: migrate again, which repeats it",
    ]);
    await database.migrate("DELETE FROM t1");
    expect((await migrate(table(1), unique)).ran).to.deep.equal(["0002-index"]);
    await verifyClean(table(1), unique);
  });

  it("are seen where a script ends the transaction that it runs in", async () => {
    const sly = { ...table(1), up: `${table(1).up} COMMIT;` };
    expect(await failureOf(migrate(sly))).to.contain("ended the transaction that it runs in");
    expect((await verify(sly)).problems.join()).to.contain("0001-table-1 ended in its middle");
  });

  it("stop at a file that was changed after it ran", async () => {
    await migrate(table(1));
    const changed = { ...table(1), up: `${table(1).up} -- more` };
    const words = /^0001-table-1 is not the 0001-table-1 that ran: sha256 \w+ here, \w+ there/;
    expect(await failureOf(migrate(changed, table(2)))).to.match(words);
    expect((await verify(changed)).problems.join()).to.match(words);
    expect(await tables()).to.deep.equal(["t1"]);
  });

  it("stop at one that is missing between those that ran", async () => {
    await migrate(table(1), table(2), table(3));
    await database.superuser().unsafe(`ALTER TABLE migration.log DISABLE TRIGGER ALL;
      DELETE FROM migration.log WHERE number = 2; ALTER TABLE migration.log ENABLE TRIGGER ALL`);
    expect(await failureOf(migrate(table(1), table(2), table(3)))).to.equal(
      "0002-table-2 is not applied, and 0003-table-3 after it is",
    );
  });

  it("name the line that failed", async () => {
    const wrong = {
      ...table(1),
      up: "CREATE TABLE public.x (id int);\nCREATE TABLE public.oops (id nope);",
    };
    expect(await failureOf(migrate(wrong))).to.match(/^0001-table-1\.sql:2: .*nope/);
    expect(await tables()).to.deep.equal([]);
  });

  it("let others go first who hold a lock, and those who wait behind", async () => {
    await migrate(table(1));
    // The client reserves a connection that is open, and waits for ever for one that is not.
    expect(await tables()).to.deep.equal(["t1"]);
    const holder = await database.superuser().reserve();
    await holder`BEGIN`;
    await holder`SELECT FROM public.t1`;
    const alter = { ...table(2), up: "ALTER TABLE public.t1 ADD COLUMN b int" };
    const migrating = migrate(table(1), alter);
    while (!database.server.log().includes("canceling statement due to lock timeout")) {
      await database.connect(usual.migrator)`SELECT FROM public.t1`;
    }
    await holder`COMMIT`;
    holder.release();
    expect((await migrating).waited).to.be.above(0);
  });

  it("are taken back one by one, the last one first", async () => {
    const all = [table(1), table(2)];
    await migrate(...all);
    expect(await failureOf(ask({ task: "back", migrations: all, number: 1 }))).to.equal(
      "only the last one can be taken back: 0002-table-2",
    );
    await ask({ task: "back", migrations: all, number: 2 });
    expect(await tables()).to.deep.equal(["t1"]);
    const better = { ...table(2), up: `${table(2).up} -- better` };
    expect((await migrate(table(1), better)).ran).to.deep.equal(["0002-table-2"]);
  });

  it("verify says what was changed behind their back, and what a newer checkout applied", async () => {
    await migrate(table(1), table(2));
    await database.migrate(
      "DROP TABLE t2",
      "CREATE TABLE hand (id int)",
      "ALTER TABLE t1 ADD b int",
    );
    const { missing, strange, problems } = await verify(table(1), table(2));
    expect(missing).to.deep.equal(["column public.t2.id: integer", "relation public.t2: rp"]);
    expect(strange).to.deep.equal([
      "column public.hand.id: integer",
      "column public.t1.b: integer",
      "relation public.hand: rp",
    ]);
    expect(problems).to.deep.equal([]);
    expect((await verify(table(1))).problems).to.deep.equal([
      "0002-table-2 is applied, and this checkout has no such file",
    ]);
    const left = await database.superuser()`SELECT FROM pg_database WHERE datname LIKE 'verify%'`;
    expect(left).to.have.length(0);
  });

  it("keep a log that is only added to, and by its owner alone", async () => {
    await migrate(table(1));
    const admin = database.superuser();
    await admin.unsafe(`CREATE ROLE app LOGIN PASSWORD '${usual.app.password}';
      GRANT USAGE ON SCHEMA migration TO app; GRANT ALL ON migration.log TO app`);
    const added = `INSERT INTO migration.log (number, name, checksum, way, state) VALUES (9, 'x', '', 'up', 'done')`;
    for (const statement of [added, "DELETE FROM migration.log"]) {
      expect(await failureOf(database.connect(usual.app).unsafe(statement))).to.contain(
        "only added",
      );
    }
    expect(await failureOf(database.migrate("TRUNCATE migration.log"))).to.contain("only added");
  });

  async function verifyClean(...migrations: Migration[]): Promise<void> {
    const { applied, problems, missing, strange } = await verify(...migrations);
    expect({ problems, missing, strange }).to.deep.equal({
      problems: [],
      missing: [],
      strange: [],
    });
    expect(applied).to.have.length(migrations.length);
  }

  it("end where what listens hangs up at once, as someone in between does, and try no second time", async () => {
    let calls = 0;
    const listener = createServer((socket) => {
      calls += 1;
      socket.destroy();
    }).listen(0);
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    const asked = perform({ task: "standing", migrations: [] }, () =>
      connect({ ...usual.migrator, host: "localhost", port, database: usual.database }),
    );
    expect(await failureOf(asked)).to.equal("the connection was lost");
    expect(calls).to.equal(1);
    listener.close();
  });
});
