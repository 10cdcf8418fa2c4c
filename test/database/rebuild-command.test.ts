import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { readMigrations } from "../../database/migrate/read-migrations";
import { readSchemas } from "../../database/events/read-schemas";
import { rebuildTask } from "../../database/migrate/rebuild-task";
import { rebuildNewest } from "../../database/projections/newest";
import { databaseForEach, event, type RolesDatabase, usual } from "../functions/roles-database";

describe("the command that rebuilds projections", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "platform-rebuild-"));
  const certificate = join(folder, "root.crt");
  const migrations = [...readMigrations(process.cwd())];
  let database: RolesDatabase;
  let verify: () => Promise<unknown>;
  databaseForEach((created) => {
    database = created;
  });
  beforeEach(async () => {
    writeFileSync(certificate, database.server.certificate);
    const { performTask, setUpRoles } = await import("../../functions/database-roles/index.mjs");
    await setUpRoles(event, database.asked());
    await performTask({ ...event, task: "migrate", migrations }, database.asked());
    verify = async () => {
      const asked = { ...event, task: "verify", migrations } as const;
      const { problems, missing, strange } = await performTask(asked, database.asked());
      return [...problems, ...missing, ...strange];
    };
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const main = ["--import", "tsx", "database/projections/main.ts", "--stack", "local"];
  /** As the role of the application. */
  const env = () => ({
    ...process.env,
    DATABASE_URL: `${database.url(usual.app)}&sslrootcert=${encodeURIComponent(certificate)}`,
  });
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...main, ...args], {
      ...{ env: env(), encoding: "utf8" },
    });
    return { status, stdout, stderr };
  };
  const ask = (statement: string) => database.superuser().unsafe(statement);
  const place = (orders: number) =>
    ask(`INSERT INTO event_store.events (stream, version, type, data)
      SELECT 'order-' || n, 1, 'OrderPlaced', '{"total": 12.5}' FROM generate_series(1, ${String(orders)}) n`);

  it("goes on where it was killed, and says what is live", async () => {
    await place(60_000);
    const before = run("--dry-run");
    expect(before.stdout).to.match(
      /^orders 1 +not begun +60,000 events behind +services need it\n.*\nTo do: orders: make db-rebuild ENV=local\n$/,
    );
    expect(before.status).to.equal(1);
    const killed = spawn(process.execPath, [...main], { env: env(), stdio: "ignore" });
    const position = async () => {
      const [row] = await ask("SELECT max(position) AS position FROM projection.checkpoints");
      return Number(row?.position);
    };
    while ((await position()) === 0) await sleep(5);
    killed.kill("SIGKILL");
    await sleep(200);
    const begun = await position();
    expect(begun).to.be.within(1, 59_999);
    const { status, stdout } = run();
    const left = (60_000 - begun).toLocaleString("en");
    expect(stdout).to.equal(
      `orders 2 is live, the first one: ${left} events read, up to position 60,000\n`,
    );
    expect([status, run("--dry-run").status]).to.deep.equal([0, 0]);
    const [made] = await ask("SELECT count(*) AS rows, sum(total) AS sum FROM projection.orders");
    expect(made).to.deep.equal({ rows: "60000", sum: "750000.0" });
    expect(await verify()).to.deep.equal([]);
  });

  it("compares before it switches, and names the rows and the two ways on", async () => {
    await place(3);
    expect(run("--projection", "orders", "--version", "1").status).to.equal(0);
    await ask("UPDATE projection.orders_1 SET total = 13 WHERE stream = 'order-2'");
    const { status, stdout } = run();
    expect(status).to.equal(1);
    expect(stdout.split("\n").slice(0, 4)).to.deep.equal([
      "orders 1 is still live: orders 2 has rows that nobody expected to differ",
      "  3 rows compared with orders 1 at position 3",
      "  ✗ total  1 differ  nobody expected it",
      "  order-2",
    ]);
    expect(stdout).to.include("make db-rebuild ENV=local PROJECTION=orders VERSION=2 FRESH=1\n");
    const accepted = run("--accept", "13 was typed by hand", "--json");
    expect(JSON.parse(accepted.stdout)).to.have.nested.property("[0].outcome", "switched");
    expect(await verify()).to.deep.equal([]);
  });

  it("is done by an environment's function as a release asks for it, which says what differs without a row of it", async () => {
    await place(3);
    const { performTask } = await import("../../functions/database-roles/index.mjs");
    const asked = { ...event, ...rebuildTask(process.cwd()) };
    const rebuilt = () => performTask(asked, database.asked());
    expect(await rebuilt()).to.deep.include({ problems: [], isUnfinished: false });
    const [made] = await ask(
      "SELECT count(*) AS rows FROM projection.orders WHERE currency = 'XOF'",
    );
    expect(made).to.deep.equal({ rows: "3" });
    expect(run("--version", "1", "--projection", "orders", "--accept", "a drill").status).to.equal(
      0,
    );
    await ask("UPDATE projection.orders_1 SET total = 13 WHERE stream = 'order-2'");
    expect((await rebuilt()).problems).to.deep.equal([
      "orders 2 differs from orders 1, which stays live: total of 1 rows",
    ]);
    const schemas = Object.fromEntries(readSchemas(process.cwd()));
    const late = await rebuildNewest(database.superuser(), schemas, 0);
    expect(late).to.deep.equal({ problems: [], isUnfinished: true });
  });

  it("says what is wrong with what it was given, without a trace", () => {
    expect(run("--projection", "invoices").stderr).to.equal(
      "invoices is not declared (database/projections/declared): there are orders 1, orders 2\n",
    );
    expect(run("--version", "1")).to.deep.include({ status: 2, stdout: "" });
  });

  it("stops at an event that nobody can read, and names it", async () => {
    await ask(
      `INSERT INTO event_store.events (stream, version, type, data) VALUES ('o', 1, 'OrderPlaced', '{"total": "x"}')`,
    );
    const { status, stderr } = run();
    expect(status).to.equal(3);
    expect(stderr).to.match(
      /^event 1 \(OrderPlaced\.1, number 1 of o\) is no OrderPlaced\.2: total: .*\n$/,
    );
  });
});
