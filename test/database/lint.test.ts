import { expect } from "chai";
import { lint, type Source } from "../../database/lint/lint";
import { strongest } from "../../database/lint/effect";
import { heldLocks, relationsOf } from "../../database/rehearse/held-locks";
import { databaseForEach, type RolesDatabase } from "../functions/roles-database";
import { before as schema, cases } from "./lint-cases";

const source = (up: string, back = "", inTransaction = true): Source => ({
  ...{ file: "0002-case.sql", backFile: "0002-case.back.sql", up, back, inTransaction },
});

async function lintCase(up: string, back = "", inTransaction = true) {
  const [, linted] = await lint([source(schema), source(up, back, inTransaction)]);
  if (linted === undefined) throw new Error("nothing linted");
  return linted;
}

const kindsIn = ({ findings }: Awaited<ReturnType<typeof lintCase>>) =>
  findings.map(({ objection }) => objection.kind);

describe("the linter of migrations", () => {
  for (const [sql, objections, locks] of cases) {
    it(`has ${objections || "nothing"} to say of ${sql}`, async () => {
      const linted = await lintCase(sql);
      expect(kindsIn(linted).join(", ")).to.equal(objections);
      if (locks !== "-") expect(inWords(linted.locks)).to.equal(locks);
    });
  }

  it("says file, line, statement, why and the safe way", async () => {
    const { findings } = await lintCase("-- one\n\nCREATE\n  INDEX i ON s.a (c);");
    expect(findings).to.deep.equal([
      {
        file: "0002-case.sql",
        line: 3,
        statement: "CREATE INDEX i ON s.a (c)",
        objection: {
          kind: "blocks",
          what: "CREATE INDEX i",
          why: "reads every row while nobody else may write",
          instead:
            "say CONCURRENTLY, in a migration of its own that begins with `-- no transaction`",
        },
        locks: [{ relation: "s.a", mode: "Share" }],
      },
    ]);
  });

  it("names the line inside of a block", async () => {
    const { findings } = await lintCase("SELECT 1;\nDO $$\nBEGIN\n  DROP TABLE s.part;\nEND $$;");
    expect(findings.map(({ line }) => line)).to.deep.equal([4]);
  });

  it("lets CONCURRENTLY stand alone, outside of a transaction", async () => {
    const [up, back] = ["CREATE INDEX CONCURRENTLY i ON s.a (c)", "DROP INDEX CONCURRENTLY s.i"];
    expect(kindsIn(await lintCase(up, back, false))).to.deep.equal([]);
    expect(kindsIn(await lintCase(up, back, true))).to.deep.equal(["unread", "unread"]);
    expect(kindsIn(await lintCase(`${up}; SELECT 1`, back, false))).to.deep.equal(["unread"]);
    expect(kindsIn(await lintCase("SELECT 1", back, false))).to.deep.equal(["unread"]);
  });

  it("lets the way back break what is new, but not block or hide", async () => {
    expect(kindsIn(await lintCase("", "ALTER TABLE s.a DROP c"))).to.deep.equal([]);
    expect(kindsIn(await lintCase("", "DROP INDEX s.a_b"))).to.deep.equal(["blocks"]);
    expect(kindsIn(await lintCase("", "SELECT s.f()"))).to.deep.equal(["unread"]);
  });

  it("reads the mark of a contract", async () => {
    expect((await lintCase("-- contract: expand 1\nDROP TABLE s.a")).expand).to.equal(1);
    expect((await lintCase("DROP TABLE s.a")).expand).to.equal(undefined);
  });
});

describe("the locks that it foretells", function () {
  this.timeout(60_000);
  let database: RolesDatabase;
  databaseForEach((created) => {
    database = created;
  });

  it("are those that PostgreSQL takes", async () => {
    const sql = database.superuser();
    await sql.unsafe(`${schema} ALTER ROLE ${database.names.migrator.user} SUPERUSER`);
    const relations = await relationsOf(sql);
    const taken: string[] = [];
    const foretold: string[] = [];
    for (const [statement, , locks] of cases) {
      if (locks === "-") continue;
      await sql.unsafe("BEGIN");
      try {
        await sql.unsafe(statement);
        const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        const held = await heldLocks(sql, row?.pid ?? 0, relations);
        taken.push(`${statement}: ${inWords(held)}`);
      } catch (error) {
        taken.push(`${statement}: ${String(error)}`);
      }
      await sql.unsafe("ROLLBACK");
      foretold.push(`${statement}: ${locks}`);
    }
    expect(taken).to.deep.equal(foretold);
  });
});

function inWords(locks: Parameters<typeof strongest>[0]): string {
  return strongest(locks)
    .map(({ relation, mode }) => `${relation} ${mode}`)
    .join(", ");
}
