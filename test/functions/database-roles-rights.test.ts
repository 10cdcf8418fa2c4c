import { expect } from "chai";
import type * as Function from "../../functions/database-roles/index.mjs" with {
  "resolution-mode": "import",
};
import { type Changes, databaseForEach, event, type RolesDatabase } from "./roles-database";

/** Postgres's code for rights that are missing. */
const refused = "42501";

const tables = [
  "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY, total int NOT NULL)",
  "CREATE TABLE tickets (id serial, subject text)",
  "CREATE VIEW totals AS SELECT sum(total) FROM orders",
  "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2'",
  "INSERT INTO orders (total) VALUES (1)",
];

const later = [
  "CREATE SCHEMA billing",
  "CREATE TABLE billing.invoices (id serial, total int)",
  "CREATE FUNCTION billing.half(int) RETURNS int LANGUAGE sql AS 'SELECT $1 / 2'",
  "CREATE TABLE refunds (id serial, total int)",
];

describe("database-roles: rights", function () {
  this.timeout(60_000);
  let setUpRoles: typeof Function.setUpRoles;
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });
  before(async () => {
    ({ setUpRoles } = await import("../../functions/database-roles/index.mjs"));
  });

  const setUp = (): Promise<Changes> => setUpRoles(event, database.asked());
  const login = (role: "app" | "readOnly" | "migrator") => database.names[role];

  async function can(role: "app" | "readOnly", ...statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      const done = await database
        .connect(login(role))
        .unsafe(statement)
        .then(() => "done", String);
      expect(done, `${role}: ${statement}`).to.equal("done");
    }
  }

  async function cannot(role: "app" | "readOnly", statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      const error = await failureOf(database.connect(login(role)).unsafe(statement));
      expect(error, `${role}: ${statement}`).to.have.property("code", refused);
    }
  }

  const makeWritable = () => can("readOnly", "SET default_transaction_read_only = off");

  for (const [when, prepare] of [
    ["that were there before the roles", () => migrated([...tables, ...later]).then(setUp)],
    ["of migrations after them", () => setUp().then(() => migrated([...tables, ...later]))],
  ] as const) {
    describe(`on tables ${when}`, () => {
      beforeEach(prepare);

      it("lets app read, insert, change and delete, with its sequences and functions", async () => {
        await can(
          "app",
          "INSERT INTO public.orders (total) VALUES (7)",
          "INSERT INTO public.tickets (subject) VALUES ('late')",
          "UPDATE public.orders SET total = 8",
          "SELECT * FROM public.totals",
          "SELECT setval('public.tickets_id_seq', 9)",
          "SELECT public.twice(2)",
          "DELETE FROM public.orders",
          "INSERT INTO billing.invoices (total) VALUES (7)",
          "UPDATE billing.invoices SET total = billing.half(total)",
          "DELETE FROM billing.invoices",
          "INSERT INTO refunds (total) VALUES (1)",
        );
      });

      it("lets read_only read, and write nothing even in a session that it made writable", async () => {
        await can("readOnly", "SELECT * FROM orders", "SELECT * FROM totals");
        await can(
          "readOnly",
          "SELECT * FROM billing.invoices",
          "SELECT last_value FROM tickets_id_seq",
        );
        const writes = [
          "INSERT INTO orders (total) VALUES (7)",
          "UPDATE orders SET total = 8",
          "DELETE FROM orders",
          "INSERT INTO billing.invoices (total) VALUES (7)",
          "SELECT setval('tickets_id_seq', 9)",
          "SELECT nextval('tickets_id_seq')",
          "CREATE TABLE own (id int)",
          "CREATE TEMPORARY TABLE own (id int)",
        ];
        await makeWritable();
        await cannot("readOnly", writes);
        await cannot("readOnly", ["SELECT twice(2)", "SELECT billing.half(2)"]);
      });

      it("lets neither change the schema, empty a table, or reach beyond its own", async () => {
        await makeWritable();
        for (const role of ["app", "readOnly"] as const) {
          await cannot(role, [
            "DROP TABLE orders",
            "DROP TABLE billing.invoices",
            "ALTER TABLE orders ADD COLUMN note text",
            "ALTER TABLE orders OWNER TO app",
            "CREATE INDEX ON orders (total)",
            "CREATE TRIGGER watch AFTER INSERT ON orders EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "TRUNCATE orders",
            "CREATE TABLE own (id int)",
            "CREATE TABLE billing.own (id int)",
            "CREATE TEMPORARY TABLE own (id int)",
            "CREATE SCHEMA own",
            "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE EXTENSION pgcrypto",
            "DROP SCHEMA billing CASCADE",
          ]);
        }
      });
    });
  }

  async function migrated(statements: readonly string[]): Promise<void> {
    await database.migrate(...statements);
  }

  it("lets neither make a role, a database or itself more", async () => {
    await setUp();
    await makeWritable();
    for (const role of ["app", "readOnly"] as const) {
      await cannot(role, [
        "CREATE ROLE other",
        "CREATE DATABASE other",
        "ALTER ROLE app CREATEDB",
        "ALTER ROLE app SUPERUSER",
        "ALTER ROLE migrator PASSWORD 'mine'",
        "GRANT migrator TO app",
        "GRANT neon_superuser TO app",
        "GRANT pg_read_all_data TO read_only",
        "SET ROLE migrator",
        "SET SESSION AUTHORIZATION migrator",
        "SELECT * FROM pg_authid",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "ALTER SYSTEM SET work_mem = '1MB'",
      ]);
    }
  });

  it("lets neither into another database of the migrator's", async () => {
    await database.migrate("CREATE DATABASE accounts");
    await setUp();
    for (const role of ["app", "readOnly"] as const) {
      const error = await failureOf(database.connect(login(role), "accounts")`SELECT 1`);
      expect(error).to.have.property("code", refused);
    }
    await database.connect(login("migrator"), "accounts")`SELECT 1`;
  });

  it("takes the standard rights from every other role too", async () => {
    await database.migrate("CREATE ROLE report LOGIN PASSWORD 'report'");
    await setUp();
    const error = await failureOf(
      database.connect({ user: "report", password: "report" })`SELECT 1`,
    );
    expect(error).to.have.property("code", refused);
  });

  it("starts each session of read_only read-only, and none of app", async () => {
    await setUp();
    const isReadOnly = async (role: "app" | "readOnly") => {
      const [row] = await database.connect(login(role))`SHOW default_transaction_read_only`;
      return row?.default_transaction_read_only as unknown;
    };
    expect(await isReadOnly("readOnly")).to.equal("on");
    expect(await isReadOnly("app")).to.equal("off");
  });

  it("makes roles without any power of their own", async () => {
    await setUp();
    const roles = await database.superuser()`
      SELECT rolname, rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication
             OR rolbypassrls OR rolinherit AS power,
             (SELECT count(*)::int FROM pg_auth_members WHERE member = pg_roles.oid) AS memberships
        FROM pg_roles WHERE rolname IN ('app', 'read_only') ORDER BY rolname`;
    expect([...roles]).to.deep.equal(
      ["app", "read_only"].map((rolname) => ({
        rolname,
        rolcanlogin: true,
        power: false,
        memberships: 0,
      })),
    );
  });

  it("changes nothing the second time", async () => {
    await migrated([...tables, ...later]);
    const first = await setUp();
    expect(first.granted).to.be.greaterThan(0);
    expect(first.revoked).to.be.greaterThan(0);
    expect(await setUp()).to.deep.equal({ granted: 0, revoked: 0, left: [] });
    await migrated(["CREATE SCHEMA more", "CREATE TABLE more.things (id serial)"]);
    expect(await setUp()).to.deep.equal({ granted: 0, revoked: 0, left: [] });
  });

  it("takes away whatever the roles were given besides", async () => {
    await migrated([...tables, "CREATE SCHEMA billing"]);
    await setUp();
    await migrated([
      "GRANT ALL ON orders TO app, read_only",
      "GRANT UPDATE (subject), INSERT (subject) ON tickets TO read_only",
      "GRANT SELECT, UPDATE ON tickets TO app WITH GRANT OPTION",
      "GRANT TRUNCATE ON tickets TO app WITH GRANT OPTION",
      "GRANT ALL ON SEQUENCE tickets_id_seq TO read_only",
      "GRANT ALL ON SCHEMA public, billing TO app",
      "GRANT ALL ON DATABASE shop TO app",
      "GRANT ALL ON tickets TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO read_only",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA billing GRANT TRUNCATE ON TABLES TO app",
      "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
    ]);
    await can("app", "TRUNCATE orders");
    await can("app", "GRANT SELECT, TRUNCATE ON tickets TO read_only");
    const { revoked } = await setUp();
    expect(revoked).to.be.greaterThan(8);
    expect(await mayPassOn("app", "tickets")).to.equal(false);
    expect(await setUp()).to.deep.equal({ granted: 0, revoked: 0, left: [] });
    await migrated(["CREATE TABLE billing.invoices (id serial)"]);
    await makeWritable();
    await can("readOnly", "SELECT * FROM tickets");
    await cannot("readOnly", [
      "UPDATE tickets SET subject = ''",
      "INSERT INTO billing.invoices DEFAULT VALUES",
      "TRUNCATE tickets",
    ]);
    await cannot("app", [
      "TRUNCATE orders",
      "TRUNCATE tickets",
      "TRUNCATE billing.invoices",
      "CREATE SCHEMA own",
    ]);
    await can("app", "SELECT * FROM tickets");
    await cannot("app", [
      "CREATE TEMPORARY TABLE own (id int)",
      "CREATE TABLE billing.own (id int)",
    ]);
  });

  async function mayPassOn(role: string, table: string): Promise<unknown> {
    const [row] = await database.superuser()`
      SELECT has_table_privilege(${role}, ${table},
             'SELECT WITH GRANT OPTION, INSERT WITH GRANT OPTION, UPDATE WITH GRANT OPTION') AS may`;
    return row?.may;
  }

  it("gives back what was taken from the roles", async () => {
    await migrated(tables);
    await setUp();
    await migrated([
      "REVOKE ALL ON orders FROM app, read_only",
      "REVOKE USAGE ON SCHEMA public FROM app",
      "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM read_only",
    ]);
    expect((await setUp()).granted).to.equal(4);
    await can("app", "UPDATE orders SET total = 2");
    await migrated(["CREATE TABLE more (id int)"]);
    await can("readOnly", "SELECT * FROM orders", "SELECT * FROM more");
  });

  it("leaves the functions to read_only that a migration gave it", async () => {
    await migrated(tables);
    await setUp();
    await migrated(["GRANT EXECUTE ON FUNCTION twice(int) TO read_only"]);
    expect(await setUp()).to.deep.equal({ granted: 0, revoked: 0, left: [] });
    await can("readOnly", "SELECT twice(2)");
  });

  it("names rights on what is not the migrator's, and leaves them", async () => {
    await setUp();
    await database.superuser().unsafe("CREATE SCHEMA ours; CREATE TABLE ours.audit (id int)");
    await database.superuser().unsafe("GRANT INSERT ON ours.audit TO app, read_only");
    expect(await setUp()).to.deep.equal({
      granted: 0,
      revoked: 0,
      left: ["app on table ours.audit", "read_only on table ours.audit"],
    });
  });

  it("fails where another role granted what it would have to take back", async () => {
    await migrated(tables);
    await setUp();
    await migrated(["CREATE ROLE lender", "GRANT USAGE ON SCHEMA public TO lender"]);
    await migrated(["GRANT ALL ON orders TO lender WITH GRANT OPTION"]);
    await database
      .superuser()
      .unsafe("SET ROLE lender; GRANT TRUNCATE ON public.orders TO app; RESET ROLE");
    const error = await failureOf(setUp());
    expect(error.message).to.contain("another role granted it");
    expect(error.message).to.contain("REVOKE TRUNCATE ON TABLE public.orders FROM app");
  });

  it("fails where the roles may create in a schema of somebody else's, and says how it gets the migrator's", async () => {
    await setUp();
    const admin = database.superuser();
    await admin.unsafe("CREATE SCHEMA ours");
    for (const role of ["app", "read_only", "PUBLIC"]) {
      await admin.unsafe(`GRANT CREATE ON SCHEMA ours TO ${role}`);
      const { message } = await failureOf(setUp());
      expect(message, role).to.contain("as its owner: ALTER SCHEMA ours OWNER TO migrator");
      if (role !== "PUBLIC") await admin.unsafe(`REVOKE CREATE ON SCHEMA ours FROM ${role}`);
    }
    await admin.unsafe("ALTER SCHEMA ours OWNER TO migrator");
    await setUp();
    await makeWritable();
    for (const role of ["app", "readOnly"] as const) await cannot(role, ["CREATE TABLE ours.x ()"]);
  });

  it("says nothing of the migrator's own rights, nor of those of roles that it does not know", async () => {
    await migrated([...tables, "CREATE ROLE report", "GRANT SELECT ON orders TO report"]);
    await setUp();
    const [row] = await database.superuser()`
      SELECT has_table_privilege('report', 'orders', 'SELECT') AS report,
             has_table_privilege('migrator', 'orders', 'TRUNCATE') AS migrator,
             has_database_privilege('migrator', 'shop', 'CREATE') AS creates`;
    expect(row).to.deep.equal({ report: true, migrator: true, creates: true });
  });
});

async function failureOf(attempt: PromiseLike<unknown>): Promise<Error> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("it went through");
}
