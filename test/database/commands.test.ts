import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Connection } from "../../database/server/connection";
import { projectRoot, sampleProject } from "../support/project";
import { append, type Shop, shopForAll } from "./shop";
import { keys } from "./keys";

describe("the commands of backups", function () {
  this.timeout(180_000);
  let shop: Shop;
  let root: string;
  const folder = mkdtempSync(join(tmpdir(), "platform-commands-"));
  const store = ["--store", `file://${folder}`];
  shopForAll((opened) => {
    shop = opened;
    root = sampleProject();
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** @param limit - bytes after which the disk takes no more of a file. */
  const run = (
    part: string,
    args: readonly string[],
    env: Record<string, string> = {},
    limit = "unlimited",
  ) => {
    const main = join(projectRoot, "database", part, "main.ts");
    const tsx = join(projectRoot, "node_modules/tsx/dist/loader.mjs");
    const script = `ulimit -f ${limit}; exec "$@"`;
    const command = [process.execPath, "--import", tsx, main, "--stack", "production", ...args];
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...command], {
      cwd: root,
      env: { ...process.env, TSX_DISABLE_CACHE: "1", ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const urlOf = ({ url, password }: Connection): string => {
    const whole = new URL(url);
    whole.password = password;
    return whole.href;
  };

  it("back up, list and restore, and say what they did in a few lines", async () => {
    const source = await shop.open(50);
    const made = run("backup", store, { DATABASE_URL: urlOf(shop.reader(source.database)) });
    expect([made.status, made.stderr]).to.deep.equal([0, "dumping\nreading it back\n"]);
    expect(made.stdout).to.match(
      /^\S+ of production is complete and was read back\.\n.*\n {2}3 tables, 73 rows/,
    );
    const [id = ""] = made.stdout.split(" ");
    expect(run("restore", store).stdout).to.include(`Backups of production:\n  ${id}  weekly`);
    const into = await shop.empty();
    const restored = run("restore", [...store, "--backup", "newest", "--into", into.url], {
      PGPASSWORD: into.password,
      BACKUP_IDENTITY: keys.identity,
    });
    expect(restored.stdout).to.include("Every table, constraint and right is as it was.");
    expect(restored.stdout).to.include(
      "before services start: DATABASE_URL=<this one> make db-rebuild",
    );
    expect(restored.status).to.equal(0);
    const again = run("restore", [...store, "--backup", id, "--into", into.url], {
      PGPASSWORD: into.password,
      BACKUP_IDENTITY: keys.identity,
    });
    expect([again.status, again.stderr]).to.deep.equal([
      1,
      `INTO: ${into.database} on localhost has 3 tables, expected an empty database: CREATE DATABASE restored\n`,
    ]);
  });

  it("try the newest backup alone where INTO names a database", async () => {
    const source = await shop.open(20);
    const DATABASE_URL = urlOf(shop.reader(source.database));
    run("backup", store, { DATABASE_URL });
    const into = await shop.empty();
    const env = { DATABASE_URL, PGPASSWORD: into.password, BACKUP_IDENTITY: keys.identity };
    const { status, stdout } = run("drill", [...store, "--into", into.url], env);
    expect(stdout).to.match(
      /^Restores of production:\n {2}✓ backup {2}\S+ {2}restored in \d+ s of 30 min {2}lost \d+ s of 30 h\n$/,
    );
    expect(status).to.equal(0);
  });

  it("make no backup where the disk is full, and say so", async () => {
    const source = await shop.open(3_000);
    await shop.run(source.database, append(20_000, "more"));
    const env = { DATABASE_URL: urlOf(shop.reader(source.database)) };
    const full = mkdtempSync(join(folder, "full-"));
    const { status, stderr } = run("backup", ["--store", `file://${full}`], env, "64");
    expect(stderr).to.match(new RegExp(`^dumping\\nfile://${full} can't be used: EFBIG.*\\n$`));
    expect(status).to.equal(1);
    expect(run("restore", ["--store", `file://${full}`]).stdout).to.equal(
      "production has no backup yet: make db-backup ENV=production\n",
    );
  });

  it("name what is missing or does not answer, without a trace and without a password", () => {
    expect(run("backup", store).stderr).to.include("DATABASE_URL is not set in this shell");
    const nowhere = { DATABASE_URL: "postgresql://reader:hidden@localhost:1/shop" };
    const { status, stderr } = run("backup", store, nowhere);
    expect([status, stderr.includes("hidden"), stderr.includes("    at ")]).to.deep.equal([
      1,
      false,
      false,
    ]);
    expect(stderr).to.match(/^shop on localhost: .*ECONNREFUSED/);
    const key = run("backup", ["--new-key"]).stdout;
    expect(key).to.match(/backupRecipients: \[age1\w{58}\]\n/);
    expect(key).to.match(/^AGE-SECRET-KEY-1\w{58}$/m);
  });
});
