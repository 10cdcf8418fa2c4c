import { inspect } from "node:util";
import { expect } from "chai";
import type * as Failure from "../../functions/database-roles/failure.mjs" with {
  "resolution-mode": "import",
};
import type * as Function from "../../functions/database-roles/index.mjs" with {
  "resolution-mode": "import",
};
import { databaseForEach, event, type Names, type RolesDatabase, usual } from "./roles-database";

let setUpRoles: typeof Function.setUpRoles;
before(async () => {
  ({ setUpRoles } = await import("../../functions/database-roles/index.mjs"));
});

describe("database-roles", function () {
  this.timeout(60_000);
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });

  const setUp = (names: Partial<Names> = {}) => setUpRoles(event, database.asked(names));
  const rolesOf = async () => {
    const rows = await database.superuser()<{ rolname: string }[]>`
      SELECT rolname FROM pg_roles WHERE rolname IN ('app', 'read_only') ORDER BY rolname`;
    return rows.map(({ rolname }) => rolname);
  };
  const publicMayConnect = async () => {
    const [row] = await database.superuser()`
      SELECT EXISTS (SELECT FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
                      WHERE datname = 'shop' AND grantee = 0) AS may`;
    return row?.may as unknown;
  };

  it("lets both roles in with the passwords of their URLs", async () => {
    await setUp();
    for (const login of [usual.app, usual.readOnly]) {
      const [row] = await database.connect(login)`SELECT current_user::text AS name`;
      expect(row?.name).to.equal(login.user);
    }
  });

  it("puts a new password in place of the old", async () => {
    await setUp();
    const app = { user: "app", password: "another password" };
    await setUp({ app });
    await database.connect(app)`SELECT 1`;
    const error = await failureOf(database.connect(usual.app)`SELECT 1`);
    expect(error).to.have.property("code", "28P01");
    await database.connect(usual.readOnly)`SELECT 1`;
  });

  it("gives a branch passwords of its own to the roles that it came with", async () => {
    await setUp();
    const branch = {
      app: { user: "app", password: "app of the branch" },
      readOnly: { user: "read_only", password: "read_only of the branch" },
    };
    expect(await setUp(branch)).to.deep.equal({ granted: 0, revoked: 0, left: [] });
    for (const login of Object.values(branch)) await database.connect(login)`SELECT 1`;
  });

  it("lets a role in again that could not log in any more", async () => {
    await setUp();
    await database.migrate("ALTER ROLE app NOLOGIN");
    await setUp();
    expect([...(await database.connect(usual.app)`SELECT 1 AS one`)]).to.deep.equal([{ one: 1 }]);
  });

  it("does it once where several begin at once", async () => {
    await database.migrate("CREATE TABLE orders (id int)");
    const all = await Promise.all([setUp(), setUp(), setUp(), setUp()]);
    expect(all.filter(({ granted }) => granted > 0)).to.have.length(1);
    await database.connect(usual.app)`SELECT * FROM orders`;
  });

  describe("refuses", () => {
    const powers: readonly (readonly [string, string])[] = [
      ["GRANT neon_superuser TO app", "is a member of neon_superuser"],
      ["GRANT migrator TO app", "is a member of migrator"],
      ["GRANT pg_read_all_data TO app", "is a member of pg_read_all_data"],
      ["ALTER ROLE app CREATEROLE CREATEDB", "has CREATEDB, has CREATEROLE"],
      ["ALTER ROLE app SUPERUSER", "has SUPERUSER"],
      ["ALTER ROLE app REPLICATION", "has REPLICATION"],
      ["ALTER ROLE app BYPASSRLS", "has BYPASSRLS"],
      ["CREATE TABLE mine (id int); ALTER TABLE mine OWNER TO app", "owns 1 objects"],
    ];
    for (const [statement, power] of powers) {
      it(`a role that ${power}, with the way out of it`, async () => {
        await database.superuser().unsafe(`CREATE ROLE app LOGIN PASSWORD 'old'; ${statement}`);
        const { message } = await failureOf(setUp());
        expect(message).to.contain(`the role "app" ${power}`);
        expect(message).to.contain("delete the role");
        await database.connect({ user: "app", password: "old" })`SELECT 1`;
      });
    }

    it("leaves nothing half done", async () => {
      await database
        .superuser()
        .unsafe("CREATE ROLE read_only LOGIN; GRANT neon_superuser TO read_only");
      expect((await failureOf(setUp())).message).to.contain('the role "read_only"');
      expect(await rolesOf()).to.deep.equal(["read_only"]);
      expect(await publicMayConnect()).to.equal(true);
    });

    it("a server whose certificate nobody vouches for", async () => {
      const { readSecret } = database.asked();
      const { message } = await failureOf(setUpRoles(event, { readSecret }));
      expect(message).to.match(/self-signed certificate/);
      expect(await rolesOf()).to.deep.equal([]);
    });

    it("a server whose certificate is another host's", async () => {
      const { readSecret, certificates } = database.asked();
      const byAddress = async (secret: Parameters<typeof readSecret>[0]) =>
        (await readSecret(secret)).replace("@localhost:", "@127.0.0.1:");
      const { message } = await failureOf(
        setUpRoles(event, { readSecret: byAddress, certificates: certificates ?? "" }),
      );
      expect(message).to.match(/altnames|ERR_TLS_CERT_ALTNAME_INVALID/);
    });

    it("a migrator with the wrong password, and doesn't show it", async () => {
      const migrator = { user: "migrator", password: "not the password" };
      const error = await failureOf(setUp({ migrator }));
      expect(error.message).to.match(/the roles of shop on localhost: .*\(28P01\)/);
      expect(inspect(error, { showHidden: true, depth: 9 })).not.to.contain("not the password");
    });

    it("URLs that name a role twice", async () => {
      const { message } = await failureOf(setUp({ readOnly: usual.app }));
      expect(message).to.equal("three roles expected, and the URLs name only migrator and app");
    });

    for (const url of [
      "",
      "no url",
      "https://a:b@c/d",
      "postgresql://app@host/shop",
      "postgresql://a:b@c",
    ]) {
      it(`"${url}" as a secret, by the secret's name and not its value`, async () => {
        const { readSecret } = database.asked();
        const asked = {
          readSecret: (secret: Parameters<typeof readSecret>[0]) =>
            secret.arn === event.app.arn ? Promise.resolve(url) : readSecret(secret),
        };
        const { message } = await failureOf(setUpRoles(event, asked));
        expect(message).to.equal(
          "arn:app, version 1, must be postgresql://<role>:<password>@<host>/<database>",
        );
      });
    }

    for (const incomplete of [undefined, null, "app", {}, { ...event, app: { arn: "arn:app" } }]) {
      it(`the event ${JSON.stringify(incomplete)}`, async () => {
        const { message } = await failureOf(setUpRoles(incomplete, database.asked()));
        expect(message).to.contain("of the event must be { arn, versionId }");
      });
    }
  });

  describe("shows no password", () => {
    const secrets = [usual.migrator, usual.app, usual.readOnly].map(({ password }) => password);

    it("in its answer", async () => {
      const answer = JSON.stringify(await setUp());
      for (const secret of secrets) expect(answer).not.to.contain(secret);
    });

    it("in what Postgres keeps of its statements", async () => {
      await database.superuser().unsafe("CREATE EXTENSION pg_stat_statements");
      await database.superuser()`SELECT pg_stat_statements_reset()`;
      await setUp();
      await setUp();
      const rows = await database.superuser()<{ query: string }[]>`
        SELECT query FROM pg_stat_statements`;
      const kept = rows.map(({ query }) => query).join("\n");
      expect(kept).to.contain("set_config").and.to.contain("DO $do$");
      for (const secret of secrets) expect(kept).not.to.contain(secret);
    });

    it("in an error of the very statement that has it", async () => {
      // A role of another's making, as PostgreSQL 16 refuses it: the server's words tell where, with the statement.
      await database.superuser().unsafe("CREATE ROLE app LOGIN; ALTER ROLE migrator NOCREATEROLE");
      await database.superuser().unsafe("ALTER ROLE neon_superuser NOCREATEROLE");
      const error = await failureOf(setUp());
      expect(error.message).to.match(/permission denied.*\(42501\)$/);
      const shown = inspect(error, { showHidden: true, depth: 9 });
      for (const secret of secrets) expect(shown).not.to.contain(secret);
    });
  });
});

describe("database-roles: names and passwords of any signs", function () {
  this.timeout(60_000);
  const names: Names = {
    database: `My "shop"; DROP DATABASE x -- %I`,
    migrator: { user: `the "Migrator" of $do$`, password: `p@ss:/?#[]%25 'x' "y" \\ ünï` },
    app: {
      user: `App'; DROP TABLE orders; --`,
      password: `'; ALTER ROLE app SUPERUSER; -- $do$ %L`,
    },
    readOnly: { user: `read-only \\ "%s"`, password: `$$ ' " \\' %I é \u{1F511}` },
  };
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  }, names);

  it("are taken as they are", async () => {
    await database.migrate(
      'CREATE SCHEMA "Odd ""schema"""',
      `CREATE TABLE "Odd ""schema"""."Odd 'table'" ("a ""b""" int)`,
      "CREATE TYPE \"Odd type\" AS ENUM ('x')",
      `CREATE FUNCTION "Odd ""schema"""."f(x)"("Odd type", int[]) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    await setUpRoles(event, database.asked());
    await database.migrate(`GRANT SELECT ("a ""b""") ON "Odd ""schema"""."Odd 'table'" TO PUBLIC`);
    expect(await setUpRoles(event, database.asked())).to.include({ granted: 0, revoked: 1 });
    await database
      .connect(names.app)
      .unsafe(`INSERT INTO "Odd ""schema"""."Odd 'table'" VALUES (1)`);
    await database.connect(names.app).unsafe(`SELECT "Odd ""schema"""."f(x)"('x', '{1}')`);
    const rows = await database
      .connect(names.readOnly)
      .unsafe(`SELECT * FROM "Odd ""schema"""."Odd 'table'"`);
    expect(rows).to.have.length(1);
    expect(await setUpRoles(event, database.asked())).to.include({ granted: 0, revoked: 0 });
  });
});

describe("database-roles: a failure", () => {
  let withoutSecrets: typeof Failure.withoutSecrets;
  before(async () => {
    ({ withoutSecrets } = await import("../../functions/database-roles/failure.mjs"));
  });

  it("hides a password that a server repeats, as it is and as a URL has it", () => {
    const said = new Error('password "p@ss word" at postgresql://app:p%40ss%20word@host is weak');
    expect(withoutSecrets("the roles of shop", said, ["p@ss word"]).message).to.equal(
      'the roles of shop: password "***" at postgresql://app:***@host is weak',
    );
  });

  it("says the code and the hint that the server gives, and nothing of the statement", () => {
    const said = Object.assign(new Error("insecure password"), {
      code: "22023",
      hint: "Use a longer one.",
      where: "SQL statement \"CREATE ROLE app PASSWORD 'secret'\"",
      query: "CREATE ROLE app PASSWORD 'secret'",
    });
    const failure = withoutSecrets("the roles of shop", said, []);
    expect(failure.message).to.equal(
      "the roles of shop: insecure password (22023). Use a longer one.",
    );
    expect(inspect(failure, { showHidden: true, depth: 9 })).not.to.contain("secret");
    expect(failure.stack).to.equal(`Error: ${failure.message}`);
  });

  it("takes whatever was thrown", () => {
    const unreachable = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
    expect(withoutSecrets("it", unreachable, []).message).to.equal(
      "it: AggregateError (ECONNREFUSED)",
    );
    expect(withoutSecrets("it", "a text", []).message).to.equal("it: a text");
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
