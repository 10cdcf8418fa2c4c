import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { readRules } from "../../database/mask/read-rules";
import { refresh } from "../../database/mask/refresh";
import { readMigrations } from "../../database/migrate/read-migrations";
import { type Connection, libpq } from "../../database/server/connection";
import { projectRoot } from "../support/project";
import { some } from "../support/some";
import { type Customer, insert, openSource, openTarget, rules } from "./masked-shop";
import { type Shop, shopForAll } from "./shop";

const ann: Customer = {
  id: "0b0e7c1e-9d3b-4a53-8a3e-5b8f5f7f3a10",
  name: "Zoë Kouassi-Brandt",
  mail: "zoe.kouassi@gmail.com",
  phone: "+225 07 08 09 10 11",
  card: "4242 4242 4242 4242",
  address: "17, rue des Écoles\tAbidjan",
  note: 'Asked for "Zoë"; call her mother\nbefore noon',
};

/** A token that nothing else holds is in each value, among what is hard to copy, to quote and to fold. */
const awkward = [
  "é",
  "ﬀ",
  "名前",
  "اسم",
  "👩‍👩‍👧",
  "\\",
  '"',
  "'",
  "\\N",
  "\t",
  "\n",
  "\r\n",
  "{}",
  "{,NULL}",
  "\u0001",
  "％",
  "\\u0041",
  "$1",
  "--",
];
function planted(number: number): Customer {
  const token = `qz${number.toString(36).padStart(6, "0")}zq`;
  const odd = (turn: number) => awkward[(number * 7 + turn * 5) % awkward.length] ?? "";
  const digits = String(number).padStart(8, "0");
  return {
    id: `${digits}-0000-4000-8000-000000000000`,
    name: `${odd(1)}${token} ${odd(2)}Kouassi`,
    mail: `${token}.${String(number)}@gmail.com`,
    phone: `+22507${digits}`,
    card: `424242${digits}77`,
    address: `${String(number)} rue${odd(3)} ${token}, ${odd(4)}`,
    note: `${odd(5)}she ${token} said${odd(1)} ${digits.split("").join(odd(2))} ${token}@home.example`,
  };
}

describe("a refresh of staging's data", function () {
  this.timeout(240_000);
  let shop: Shop;
  shopForAll((opened) => {
    shop = opened;
  });

  const refreshed = (source: Connection, target: Connection) =>
    refresh({ ...{ target, rules, tell: () => undefined }, source: shop.reader(source.database) });
  /** All that a database says, as pg_dump writes it. */
  const dumped = (connection: Connection): string => {
    const { args, env } = libpq(connection);
    const most = { maxBuffer: 1e9, encoding: "utf8" } as const;
    return spawnSync("pg_dump", [...args], { env: { ...process.env, ...env }, ...most }).stdout;
  };
  const filled = async (statements: string): Promise<Connection> => {
    const source = await openSource(shop);
    await shop.run(source.database, statements);
    return source;
  };
  /** Statement by statement, as the trigger of one may stand in the way of all at once. */
  const rowsOf = (connection: Connection, query: string) =>
    shop.ask(connection.database, (sql) => sql.unsafe(query).values());

  it("leaves nothing of 10,000 rows of awkward shapes", async () => {
    const customers = Array.from({ length: 2_500 }, (_, number) => planted(number));
    const source = await openSource(shop);
    for (let at = 0; at < customers.length; at += 250)
      await shop.run(
        source.database,
        customers
          .slice(at, at + 250)
          .map((each) => insert(each))
          .join(""),
      );
    const target = await openTarget(shop);
    expect(await refreshed(source, target)).to.deep.equal({ tables: 3, rows: 10_000 });
    const told =
      /qz[0-9a-z]{6}zq|\+22507|424242\d{8}|\d{8}-0000-4000|@(?!masked\.example)[a-z]+\.\w+/gi;
    expect((dumped(source).match(told) ?? []).length).to.be.greaterThan(30_000);
    expect(dumped(target).match(told)).to.equal(null);
  });

  it("keeps joins, keys, arrays, empty values, amounts to the digit and what is computed", async () => {
    const source = await filled(
      insert(ann) + insert({ ...ann, id: ann.id.replace("0b", "1c"), mail: "other@gmail.com" }),
    );
    const target = await openTarget(shop);
    await refreshed(source, target);
    const joined = `SELECT c.name = e.data ->> 'name', c.id::text = e.data ->> 'customer', e.stream = 'order-' || c.id, c.phone = e.data ->> 'phone',
        c.mail = e.data #>> '{mails,0}', c.loud = upper(c.name), c.aliases[1] = c.name, c.aliases[2] IS NULL, c.aliases[3] = '', c.aliases[4] <> 'NULL',
        array_dims(c.matrix) = '[1:2][1:2]', c.matrix[1][1] = c.note, e.data #>> '{lines,0,sku}' = 'A-1', e.data -> 'secret' = 'null',
        c.card ~ '^999999\\d{10}', o.total = 12345678901234567890.10, length(c.note) = ${String(ann.note.length)}, abs(c.born - '1980-02-29') BETWEEN 1 AND 30
      FROM sales.customers c JOIN sales.events e ON e.customer = c.id JOIN sales.orders o ON o.customer = c.id AND o.comment = 'none'`;
    const rows = await rowsOf(target, joined);
    expect(rows).to.have.length(2);
    for (const row of some(rows)) expect(row).to.deep.equal(row.map(() => true));
    const schemas = await rowsOf(
      target,
      "SELECT string_agg(nspname, ' ' ORDER BY 1) FROM pg_namespace WHERE nspname !~ '^(pg_|information)'",
    );
    expect(schemas).to.deep.equal([["sales"]]);
    const added = `INSERT INTO sales.events (stream, version, customer, data) SELECT 'x', 1, id, '{}' FROM sales.customers LIMIT 1 RETURNING position`;
    expect(await rowsOf(target, added)).to.deep.equal([["3"]]);
    const change = await rowsOf(target, "DELETE FROM sales.events").catch(String);
    expect(change).to.include("events never change");
  });

  it("loses and doubles no event, whatever happened", async () => {
    const event = fc.record({
      stream: fc.integer({ min: 0, max: 5 }),
      text: fc.string({ unit: "grapheme" }),
      total: fc.double({ noNaN: true, noDefaultInfinity: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const source = await filled(insert(ann));
        await shop.ask(source.database, async (sql) => {
          for (const [version, { stream, text, total }] of events.entries()) {
            const data = JSON.stringify({
              total,
              lines: [{ engraving: text.replaceAll("\0", "") }],
            });
            await sql`INSERT INTO sales.events (stream, version, customer, data) VALUES (${`order-${String(stream)}`}, ${version + 2}, ${ann.id}, ${data}::text::jsonb)`;
          }
        });
        const target = await openTarget(shop);
        await refreshed(source, target);
        const same =
          "SELECT position, version, data -> 'total' FROM sales.events ORDER BY position";
        const before = await rowsOf(source, same);
        expect(before).to.have.length(events.length + 1);
        expect(await rowsOf(target, same)).to.deep.equal(before);
        const streams =
          "SELECT array_agg(position ORDER BY position)::text FROM sales.events GROUP BY stream ORDER BY 1";
        expect(await rowsOf(target, streams)).to.deep.equal(await rowsOf(source, streams));
        const orders = "SELECT count(*)::int FROM sales.orders";
        expect(await rowsOf(target, orders)).to.deep.equal(await rowsOf(source, orders));
      }),
      { numRuns: 5 },
    );
  });

  const comment = "sales.orders.comment holds ";
  const elsewhere = `${comment}what is masked elsewhere`;
  for (const [what, text, told] of [
    ["a mail address", "write to info@shop.example.com.", `${comment}a mail address`],
    ["one in wide letters", "ｉｎｆｏ＠shop.ci", `${comment}a mail address`],
    ["a phone number", "call +33 6 12 34 56 78", `${comment}a phone number`],
    ["one without a country", "call 07 08 09 10 12", `${comment}a phone number`],
    ["a card number", "paid with 5555-5555-5555-4444", `${comment}a card number`],
    ["a name", "for zoë kouassi brandt", elsewhere],
    ["a name that JSON escapes", '{"to": "Zo\\u00eb Kouassi-Brandt"}', elsewhere],
    ["an id", `see ${ann.id}`, elsewhere],
    ["what a note begins with", "She asked for Zoë, call back", elsewhere],
  ] as const) {
    it(`keeps the old rows where a column that is kept holds ${what}`, async () => {
      const source = await filled(insert(ann, text));
      const target = await openTarget(shop);
      const error = await refreshed(source, target).catch(String);
      expect(error).to.include(told).and.not.include("Zoë").and.not.include(text);
      expect(await rowsOf(target, "SELECT name FROM sales.customers")).to.deep.equal([
        ["of before"],
      ]);
    });
  }

  it("takes what only looks like a person for what it is", async () => {
    const source = await filled(
      insert(ann, "order 1234567890123 of 2026-11-30, ref 4242424242424241, thanks @ noon"),
    );
    expect((await refreshed(source, await openTarget(shop))).rows).to.equal(4);
  });

  for (const [what, change, told] of [
    [
      "a column without a rule",
      "ALTER TABLE sales.orders ADD COLUMN iban text",
      "sales.orders.iban has no rule: below sales.orders in database/mask/rules.yaml add a line like `iban: text`",
    ],
    [
      "a path without a rule",
      `INSERT INTO sales.events (stream, version, customer, data) SELECT 'order-2', 1, id, '{"lines": [{"gift": {"to": "Zoë"}}], "Zoë": 1}' FROM sales.customers`,
      "sales.events.data at lines[].gift has no rule",
    ],
    [
      "a type that its rule is not for",
      "ALTER TABLE sales.customers ALTER born TYPE text, ALTER mail TYPE bytea USING '', DROP COLUMN loud",
      "sales.customers.mail is bytea, and mail is for text",
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const source = await filled(insert(ann) + change);
      const target = await openTarget(shop);
      const error = await refreshed(source, target).catch(String);
      expect(error).to.include(told).and.not.include("Zoë");
      expect(await rowsOf(target, "SELECT name FROM sales.customers")).to.deep.equal([
        ["of before"],
      ]);
    });
  }

  it("writes only where a database says that it takes masked data, and reads from none that does", async () => {
    const source = await filled(insert(ann));
    const target = await openTarget(shop);
    expect(await refreshed(source, source).catch(String)).to.include(
      `ALTER DATABASE ${source.database} SET platform.data = 'masked'`,
    );
    expect(await refreshed(target, target).catch(String)).to.include("holds masked data itself");
  });

  describe("by its command", () => {
    const main = join(projectRoot, "database/mask/main.ts");
    const withPassword = ({ url, password }: Connection) =>
      Object.assign(new URL(url), { password }).href;
    const begin = (args: readonly string[], source: Connection) => {
      const child = spawn(process.execPath, ["--import", "tsx", main, ...args], {
        cwd: projectRoot,
        env: { ...process.env, DATABASE_URL: withPassword(source) },
      });
      let said = "";
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      const until = (text: string) =>
        new Promise<void>((resolve) => {
          for (const stream of [child.stdout, child.stderr])
            stream.setEncoding("utf8").on("data", (piece: string) => {
              said += piece;
              if (said.includes(text)) resolve();
            });
        });
      return { child, until, ended, said: () => said };
    };
    /** The project's own schema, with events. */
    const own = async (events: number): Promise<Connection> => {
      const source = await shop.empty();
      const migrations = readMigrations(projectRoot);
      for (const { up } of migrations) await shop.run(source.database, up);
      await shop.run(
        source.database,
        `INSERT INTO event_store.events (stream, version, type, data)
           SELECT 'order-' || n, 1, 'OrderPlaced', '{"total": 12.50}' FROM generate_series(1, ${String(events)}) AS n`,
      );
      return source;
    };

    it("masks the project's own schema, every column of which has a rule, and no other", async () => {
      const source = await own(20);
      const target = await openTarget(shop);
      const run = begin(["--into", withPassword(target)], source);
      void run.until("");
      expect([await run.ended, run.said()]).to.deep.equal([0, run.said()]);
      expect(run.said()).to.include("has 20 masked rows in 4 tables.");
      const columns = await rowsOf(
        source,
        `SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns
         NATURAL JOIN information_schema.tables
         WHERE table_schema IN ('event_store', 'projection') AND table_type = 'BASE TABLE'`,
      );
      const ruled = [...readRules(projectRoot)].flatMap(([table, own]) =>
        [...own.keys()].map((column) => `${table}.${column}`),
      );
      expect(ruled.filter((each) => !each.startsWith("migration.log."))).to.have.members(
        columns.flat(),
      );
    });

    it("leaves the old rows where it is killed, which others read until the end", async () => {
      const source = await own(200_000);
      const target = await openTarget(shop);
      const run = begin(["--into", withPassword(target)], source);
      await run.until("masking event_store.events");
      expect(await rowsOf(target, "SELECT name FROM sales.customers")).to.deep.equal([
        ["of before"],
      ]);
      run.child.kill("SIGKILL");
      expect(await run.ended).to.equal(null);
      const there = "SELECT nspname FROM pg_namespace WHERE nspname IN ('event_store', 'sales')";
      expect(await rowsOf(target, there)).to.deep.equal([["sales"]]);
    });

    it("says what it would do, and what it lacks", async () => {
      const run = begin(["--dry-run"], await own(1));
      void run.until("");
      expect(await run.ended).to.equal(0);
      expect(run.said()).to.match(
        /event_store\.events +about 0 rows\n {2}position +keep: the order of events\n {2}stream +id\n/,
      );
      const wrong = begin([], await own(0));
      void wrong.until("");
      expect(await wrong.ended).to.equal(2);
      expect(wrong.said()).to.include("--into is missing");
    });
  });
});
