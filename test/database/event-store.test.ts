import { expect } from "chai";
import { readMigrations } from "../../database/migrate/read-migrations";
import { lint } from "../../database/lint/lint";
import { databaseForEach, event, type RolesDatabase, usual } from "../functions/roles-database";
import type * as Function from "../../functions/database-roles/index.mjs" with {
  "resolution-mode": "import",
};

let own: typeof Function;
before(async () => {
  own = await import("../../functions/database-roles/index.mjs");
});

describe("the migrations of this checkout", function () {
  this.timeout(60_000);
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });
  const migrations = readMigrations(process.cwd());
  const perform = (task: Parameters<typeof own.performTask>[0]) =>
    own.performTask(task, database.asked());
  const append =
    "INSERT INTO event_store.events (stream, version, type, data) VALUES ('o-1', 1, 'OrderPlaced', '{}')";

  async function failure(statement: string, as = usual.migrator): Promise<string> {
    try {
      await database.connect(as).unsafe(statement);
    } catch (error) {
      return String(error);
    }
    return "it went through";
  }

  it("have nothing that breaks or blocks", async () => {
    const findings = (await lint(migrations)).flatMap((each) => each.findings);
    expect(findings).to.deep.equal([]);
  });

  it("run through the function of an environment, which verifies them", async () => {
    await own.setUpRoles(event, database.asked());
    const { ran } = await perform({ ...event, task: "migrate", migrations: [...migrations] });
    expect(ran).to.have.length(migrations.length);
    const { applied, problems, missing, strange } = await perform({
      ...event,
      task: "verify",
      migrations: [...migrations],
    });
    expect({ problems, missing, strange }).to.deep.equal({
      problems: [],
      missing: [],
      strange: [],
    });
    expect(applied).to.deep.equal(ran);
  });

  it("make an event store that the app may add to and nobody may change", async () => {
    await own.setUpRoles(event, database.asked());
    await perform({ ...event, task: "migrate", migrations: [...migrations] });
    await database.connect(usual.app).unsafe(append);
    for (const login of [usual.app, usual.migrator]) {
      for (const change of [
        "UPDATE event_store.events SET type = 'x'",
        "DELETE FROM event_store.events",
      ]) {
        expect(await failure(change, login)).to.contain("what happened stays as it was recorded");
      }
    }
    expect(await failure("TRUNCATE event_store.events")).to.contain("what happened stays");
    expect(await failure(append, usual.app)).to.contain("duplicate key");
    const rows = await database.superuser()`SELECT FROM event_store.events`;
    expect(rows).to.have.length(1);
  });

  it("leave room for seed data, which may come twice", async () => {
    await perform({ ...event, task: "migrate", migrations: [...migrations] });
    const { readFileSync } = await import("node:fs");
    const seed = readFileSync("database/seed.sql", "utf8");
    await perform({ ...event, task: "seed", migrations: [], seed });
    await perform({ ...event, task: "seed", migrations: [], seed });
    expect(await database.superuser()`SELECT FROM event_store.events`).to.have.length(3);
  });

  it("fail through the function without a password in what it says", async () => {
    const wrong = {
      number: 1,
      name: "x",
      up: `SELECT ${usual.migrator.password}`,
      back: "",
      inTransaction: true,
    };
    let said = "";
    try {
      await perform({ ...event, task: "migrate", migrations: [wrong] });
    } catch (error) {
      said = String(error);
    }
    expect(said).to.match(/^Error: migrate of shop: 0001-x.sql:1: /);
  });
});
