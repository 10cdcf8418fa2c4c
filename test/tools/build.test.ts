import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { digestOf } from "../../artifacts/digest";
import type { Build } from "../../artifacts/build/build";
import { floatingBases } from "../../artifacts/build/image";
import { projectRoot, sampleProject } from "../support/project";

const makefile = "install build:\n\t@:\n";
const siteMakefile =
  "install:\n\t@:\nbuild:\n\t@mkdir -p dist && cp page.html dist/index.html && echo $$SOURCE_DATE_EPOCH > dist/built.txt\n";

/** Builds nothing, but leaves what buildx would, with the commit in it; a registry is a folder. */
const docker = `#!/usr/bin/env node
const { mkdirSync, writeFileSync, existsSync } = require("node:fs");
const { createHash } = require("node:crypto");
const [, command, ...args] = process.argv.slice(2);
const registry = process.env.REGISTRY;
if (command === "version") process.exit(0);
if (command === "imagetools") {
  process.exit(existsSync(registry + "/" + encodeURIComponent(args[1])) ? 0 : 1);
}
const manifest = JSON.stringify({ schemaVersion: 2, label: args.find((arg) => arg.includes("revision")), time: process.env.SOURCE_DATE_EPOCH });
const digest = createHash("sha256").update(manifest).digest("hex");
for (const output of args.filter((arg) => arg.startsWith("type="))) {
  const field = (name) => new RegExp("(?:^|,)" + name + "=([^,]*)").exec(output)?.[1];
  if (field("rewrite-timestamp") !== "true") process.exit(3);
  if (field("type") === "oci") {
    mkdirSync(field("dest") + "/blobs/sha256", { recursive: true });
    writeFileSync(field("dest") + "/blobs/sha256/" + digest, manifest);
    writeFileSync(field("dest") + "/index.json", JSON.stringify({ schemaVersion: 2, manifests: [{ digest: "sha256:" + digest }] }));
  } else {
    const [repository, tag] = field("name").split(":");
    if (existsSync(registry + "/" + encodeURIComponent(repository + ":" + tag))) process.exit(4);
    for (const name of [":" + tag, "@sha256:" + digest]) writeFileSync(registry + "/" + encodeURIComponent(repository + name), "");
  }
}
`;

describe("make build", () => {
  const folders: string[] = [];
  let root: string;
  before(() => {
    root = repository();
  });
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  function temporary(): string {
    const folder = mkdtempSync(join(tmpdir(), "platform-build-test-"));
    folders.push(folder);
    return folder;
  }

  /** The fixture with what its workloads are built from, as a repository of one commit. */
  function repository(): string {
    const image = readFileSync(join(projectRoot, "deploy/aws.mk"), "utf8");
    const shared = readFileSync(join(projectRoot, "deploy/shared.mk"), "utf8");
    const container = "APP := admin\ninclude ../../deploy/aws.mk\ninclude ../../deploy/shared.mk\n";
    const made = sampleProject({
      ".gitignore": "node_modules\ntools\nfunctions\n.artifacts/\n",
      "deploy/aws.mk": image,
      "deploy/shared.mk": shared,
      "services/accounts/Makefile": makefile,
      "services/admin/Makefile": container,
      "services/admin/Dockerfile": "FROM node:22-alpine\n",
      ...Object.fromEntries(
        ["Makefile", "Dockerfile"].map((file) => [
          `database/${file}`,
          readFileSync(join(projectRoot, "database", file), "utf8"),
        ]),
      ),
      "apps/landing-page/Makefile": siteMakefile,
      "apps/landing-page/page.html": "<title>Acme</title>",
      "services/accounts/deploy.yaml": (text) => `${text}version: 1.5.0\n`,
    });
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@acme.example", ...args], {
        cwd: made,
        env: {
          ...process.env,
          GIT_COMMITTER_DATE: "2026-06-01T00:00:00Z",
          GIT_AUTHOR_DATE: "2026-06-01T00:00:00Z",
        },
      });
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
    return made;
  }

  function make(
    tool: "build" | "fetch",
    args: readonly string[],
    options: { readonly root?: string; readonly path?: string; readonly umask?: string } = {},
  ) {
    const { root: cwd = root, path = "", umask = "022" } = options;
    const main = join(projectRoot, "tools", tool, "main.ts");
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", `umask ${umask}; exec "$0" --import tsx "$@"`, process.execPath, main, ...args],
      {
        cwd,
        encoding: "utf8",
        env: {
          ...process.env,
          PATH: `${path}:${String(process.env.PATH)}`,
          REGISTRY: path,
          // What a make above hands on must not reach a workload's.
          MAKEFLAGS: " -- APP=other COMMIT=other",
        },
      },
    );
    return {
      status,
      stdout,
      stderr,
      builds: (): readonly Build[] => JSON.parse(stdout) as Build[],
    };
  }

  it("has one digest for one commit, in two clones, under other rights and with other files about", () => {
    const clone = join(temporary(), "clone");
    execFileSync("git", ["clone", "--quiet", root, clone]);
    symlinkSync(join(projectRoot, "node_modules"), join(clone, "node_modules"));
    writeFileSync(join(clone, "apps/landing-page/.env"), "SECRET=1");
    const app = ["--app", "landing-page", "--json", "--commit", "HEAD"];
    const [one, other] = [
      make("build", app),
      make("build", app, { root: clone, umask: "077" }),
    ].map(({ builds }) => builds()[0]);
    expect(one).to.deep.equal(other);
    expect(one?.target).to.equal("cloudflare-pages");
    expect(
      readFileSync(join(root, ".artifacts", String(one?.digest.slice(7)), "built.txt"), "utf8"),
    ).to.equal("1780272000\n");
  });

  it("says what a release names, builds the others where one fails, and exits 1", () => {
    const { status, stdout, stderr } = make("build", []);
    const digest = digestOf(readFileSync(join(root, "services/accounts/src/index.js")));
    expect(stdout).to.match(new RegExp(`^accounts +1\\.5\\.0  [0-9a-f]{12}  ${digest}$`, "m"));
    expect(stdout).to.include("Nothing is recorded");
    expect(stderr).to.include("admin: an image takes docker with buildx");
    expect(stderr).not.to.match(/\n\s+at /);
    expect(status).to.equal(1);
  });

  it("puts builds into the store and the registry once, and into dev's releases", () => {
    const path = temporary();
    writeFileSync(join(path, "docker"), docker);
    chmodSync(join(path, "docker"), 0o755);
    const store = temporary();
    const push = ["--push", "--store", `file://${store}`];
    const pushed = ["accounts", "landing-page", "admin"].map((app) =>
      make("build", ["--app", app, ...push], { path }),
    );
    expect(pushed.map(({ status, stderr }) => `${String(status)}${stderr}`)).to.deep.equal([
      "0",
      "0",
      "0",
    ]);
    expect(pushed[2]?.stdout).to.include("FROM node:22-alpine is another image another day");
    const releases = JSON.parse(readFileSync(join(root, "releases/dev.json"), "utf8")) as Record<
      string,
      Build
    >;
    expect(releases.accounts?.version).to.equal("1.5.0");
    expect(existsSync(join(store, String(releases.accounts?.digest.replace(":", "/"))))).to.equal(
      true,
    );
    const image = `999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme-admin@${String(releases.admin?.digest)}`;
    expect(existsSync(join(path, encodeURIComponent(image)))).to.equal(true);
    expect(make("build", ["--app", "admin", ...push], { path }).status).to.equal(0);

    rmSync(join(root, ".artifacts"), { recursive: true });
    const fetched = make("fetch", ["--stack", "dev", "--store", `file://${store}`]);
    expect(fetched.stdout).to.equal(
      `landing-page: ${String(releases["landing-page"]?.digest)}, from file://${store}\n`,
    );
    rmSync(join(root, ".artifacts"), { recursive: true });
    const rebuilt = make("fetch", ["--stack", "dev", "--store", "file:///dev/null/none"]);
    expect(rebuilt.stdout).to.include("from a build of its commit");
    execFileSync("git", ["checkout", "--quiet", "releases"], { cwd: root });
  });

  it("builds what backs databases up by name alone, from the whole commit, and pushes it beside the workloads'", () => {
    const path = temporary();
    writeFileSync(join(path, "docker"), docker);
    chmodSync(join(path, "docker"), 0o755);
    expect(make("build", [], { path }).stdout).not.to.include("database-backup");
    const push = ["--push", "--store", `file://${temporary()}`];
    const { status, stderr } = make("build", ["--app", "database-backup", ...push], { path });
    expect(`${String(status)}${stderr}`).to.equal("0");
    const releases = readFileSync(join(root, "releases/dev.json"), "utf8");
    const { "database-backup": pushed } = JSON.parse(releases) as Record<string, Build>;
    const image = `999999999999.dkr.ecr.eu-west-1.amazonaws.com/acme-database-backup@${String(pushed?.digest)}`;
    expect(existsSync(join(path, encodeURIComponent(image)))).to.equal(true);
    execFileSync("git", ["checkout", "--quiet", "releases"], { cwd: root });
  });

  it("fetches what staging records from the checkout that has it, and says what is nowhere", () => {
    rmSync(join(root, ".artifacts"), { recursive: true, force: true });
    const { status, stdout } = make("fetch", [
      "--stack",
      "staging",
      "--store",
      "file:///dev/null/none",
    ]);
    expect(status).to.equal(1);
    expect(stdout).to.match(/^accounts: sha256:ecd3bbebe5b2\w+, from the checkout$/m);
    expect(stdout)
      .to.match(/^landing-page: \S+ is nowhere$/m)
      .and.include("has no commit");
  });

  it("refuses what is in no commit, shows it on demand, and keeps none of it", () => {
    const file = join(root, "services/accounts/src/index.js");
    const committed = readFileSync(file);
    writeFileSync(file, "changed\n");
    const refused = make("build", ["--app", "services/accounts"]);
    expect([refused.status, refused.stdout]).to.deep.equal([2, ""]);
    expect(refused.stderr).to.include("services/accounts/src/index.js").and.include("DIRTY=1");
    const digest = digestOf(Buffer.from("changed\n"));
    const looked = make("build", ["--app", "accounts", "--dirty"]);
    expect(looked.stdout).to.include(`the checkout  ${digest}`);
    expect(existsSync(join(root, ".artifacts", digest.slice(7)))).to.equal(false);
    const before = make("build", ["--app", "accounts", "--commit", "HEAD", "--json"]).builds();
    expect(before[0]?.digest).to.equal(digestOf(committed));
    writeFileSync(file, committed);
    expect(make("build", ["--app", "accounts", "--dirty", "--push"]).status).to.equal(2);
    expect(make("build", ["--app", "acounts"]).stderr).to.include("did you mean accounts?");
  });
});

describe("a base image", () => {
  it("floats where a tag alone names it, and is no stage of the file", () => {
    const pinned = `node@sha256:${"a".repeat(64)}`;
    const file = `FROM --platform=linux/amd64 golang:1.26 AS tools\nFROM ${pinned} as build\nfrom tools\nFROM scratch\nCOPY --from=build /a /a\n`;
    expect(floatingBases(file)).to.deep.equal(["golang:1.26"]);
  });
});
