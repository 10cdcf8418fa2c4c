import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readinessOf } from "../../database/lint/readiness";
import { refusalsOf } from "../../database/lint/refusals";
import { folderForEach } from "../support/temporary-folder";

const file = "database/migrations/0001-expand.sql";
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

describe("a contract", () => {
  let root: string;
  folderForEach((made) => {
    root = made;
  });
  const git = (date: Date, ...args: readonly string[]) => {
    const [name, email] = ["test", "test@example.com"];
    const env = {
      ...process.env,
      ...{ GIT_COMMITTER_DATE: date.toISOString(), GIT_AUTHOR_DATE: date.toISOString() },
      ...{ GIT_AUTHOR_NAME: name, GIT_COMMITTER_NAME: name },
      ...{ GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_EMAIL: email },
    };
    return execFileSync("git", args, { cwd: root, env, encoding: "utf8" }).trim();
  };
  const commit = (date: Date, files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git(date, "add", "-A");
    git(date, "commit", "-qm", "x");
    return git(date, "rev-parse", "HEAD");
  };
  const release = (date: Date, environment: string, runs: Readonly<Record<string, string>>) =>
    commit(date, {
      [`releases/${environment}.json`]: JSON.stringify(
        Object.fromEntries(Object.entries(runs).map(([app, hash]) => [app, { commit: hash }])),
      ),
    });
  const readiness = (now: Date) => readinessOf(root, 1, file, now);

  let before: string;
  let expanded: string;
  beforeEach(() => {
    git(day(1), "init", "-q");
    before = commit(day(1), { readme: "" });
    release(day(1), "production", { shop: before, admin: before });
    release(day(1), "staging", { shop: before });
    expanded = commit(day(2), { [file]: "ALTER TABLE s.a ADD COLUMN b int" });
  });

  it("waits for every workload of every environment", () => {
    // What a drill and a promotion write beside the releases names no code.
    commit(day(2), { "releases/migrations.json": "{}", "releases/restore-drills.json": "{}" });
    expect(readiness(day(20))).to.match(
      /^staging runs code from before it; production runs code from before it \(/,
    );
    release(day(3), "staging", { shop: expanded });
    release(day(3), "production", { shop: expanded, admin: before });
    expect(readiness(day(20))).to.match(/^production runs code from before it \(/);
  });

  it("waits seven days from when the last one came in, whatever came after", () => {
    release(day(3), "staging", { shop: expanded });
    release(day(4), "production", { shop: expanded, admin: expanded });
    const later = commit(day(9), { readme: "more" });
    release(day(9), "production", { shop: later, admin: expanded });
    expect(readiness(day(10))).to.match(/^production runs it for 6 of 7 days/);
    expect(readiness(day(11))).to.equal(undefined);
  });

  it("waits anew after a release that went back behind it", () => {
    release(day(3), "staging", { shop: expanded });
    release(day(3), "production", { shop: expanded });
    release(day(8), "production", { shop: before });
    release(day(9), "production", { shop: expanded });
    expect(readiness(day(12))).to.match(/^production runs it for 3 of 7 days/);
  });

  it("may not break what a commit needs that this clone does not have", () => {
    release(day(3), "staging", { shop: "a".repeat(40) });
    expect(readiness(day(20))).to.contain("staging runs code from before it");
  });

  it("may break nothing before that, and never blocks", async () => {
    const sources = (up: string) => [
      { file, up: "CREATE TABLE s.a (b int)", backFile: "", back: "", inTransaction: true },
      { file: "0002", up, backFile: "", back: "", inTransaction: true },
    ];
    const marked = "-- contract: expand 1\n";
    const refused = async (up: string) =>
      (await refusalsOf(root, sources(up))).map(({ objection, notYet }) => [
        objection.kind,
        notYet === undefined ? "" : "not yet",
      ]);
    expect(await refused("ALTER TABLE s.a DROP b")).to.deep.equal([["breaks", ""]]);
    expect(await refused(`${marked}ALTER TABLE s.a DROP b`)).to.deep.equal([["breaks", "not yet"]]);
    for (const environment of ["staging", "production"]) {
      release(day(3), environment, { shop: expanded });
    }
    expect(await refused(`${marked}ALTER TABLE s.a DROP b`)).to.deep.equal([]);
    expect(await refused(`${marked}CREATE INDEX i ON s.a (b)`)).to.deep.equal([["blocks", ""]]);
  });
});
