import { execFile, execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { reportOfRevision } from "../../../preview/compare/base-report";
import { UsageError } from "../../../settings/usage-error";
import { folderForEach } from "../../support/temporary-folder";

/** A revision whose preview writes what it was asked and what its own settings say. */
const ownPreview = `
import { readFileSync, writeFileSync } from "node:fs";
const args = process.argv.slice(2);
const host = readFileSync("host", "utf8");
if (host === "bad") { process.stderr.write("Pulumi.dev.yaml: platform:host is bad\\n"); process.exit(2); }
if (host === "broken") { process.stderr.write("boom\\n"); process.exit(3); }
writeFileSync(args[args.indexOf("--json") + 1], JSON.stringify({ stacks: [], host, args: args.slice(3) }));
process.exit(host === "violating" ? 1 : 0);
`;

/** These revisions are a single file without packages. */
const unconfined = (tree: string) => Promise.resolve([`${tree}/preview/start.mjs`]);

describe("the report of a base revision", () => {
  let root: string;

  const notes: string[] = [];
  const reportOf = (ref: string, stacks: readonly string[]) =>
    reportOfRevision(root, ref, stacks, unconfined, (note) => notes.push(note));

  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();

  const commit = (host: string): string => {
    writeFileSync(join(root, "host"), host);
    git("add", "-A");
    git("commit", "-qm", host);
    return git("rev-parse", "HEAD");
  };

  folderForEach((made) => {
    root = made;
    git("init", "-q", "-b", "main");
    mkdirSync(join(root, "preview"));
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, ".gitignore"), "node_modules/\n");
    writeFileSync(join(root, "package-lock.json"), "{}");
    writeFileSync(join(root, "preview", "start.mjs"), ownPreview);
  });

  /** In a process of its own, as two people at one machine would. */
  const raced = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const code = `require(${JSON.stringify(join(__dirname, "../../../preview/compare/base-report"))})
        .reportOfRevision(${JSON.stringify(root)}, "main", [], (${String(unconfined)}), () => undefined)
        .then((report) => process.stdout.write(JSON.stringify(report)))`;
      execFile(process.execPath, ["--import", "tsx", "-e", code], (error, out) => {
        if (error === null) resolve(out);
        else reject(new Error(error.message));
      });
    });

  it("comes from the same folder of the revision where the project is a part of a larger repository", async () => {
    const repository = root;
    root = join(repository, "platform");
    mkdirSync(root);
    for (const name of ["preview", "node_modules", ".gitignore", "package-lock.json"]) {
      renameSync(join(repository, name), join(root, name));
    }
    commit("one");
    writeFileSync(join(root, "host"), "two");
    expect(await reportOf("main", [])).to.have.property("host", "one");
  });

  it("comes with a word on what its code may do where it is not part of this branch", async () => {
    commit("one");
    notes.length = 0;
    await reportOf("HEAD", []);
    git("checkout", "-qb", "fork");
    commit("two");
    git("checkout", "-q", "main");
    expect(notes).to.deep.equal([]);
    await reportOf("fork", []);
    expect(notes.join()).to.match(/^base "fork" is not part of this branch: its own code/);
  });

  it("is not made where a link of the revision leads out of it", async () => {
    symlinkSync("host", join(root, "inside"));
    commit("one");
    expect(await reportOf("main", [])).to.include({ host: "one" });
    symlinkSync("/etc/passwd", join(root, "preview", "outside"));
    commit("two");
    const failure = await reportOf("main", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.match(/links out of its folder.*: preview\/outside$/);
  });

  it("comes from that revision's own files, not from the working tree", async () => {
    commit("one");
    writeFileSync(join(root, "host"), "two");
    expect(await reportOf("main", ["dev"])).to.deep.equal({
      stacks: [],
      host: "one",
      args: ["--stack", "dev"],
    });
  });

  it("leaves the working tree and its index alone", async () => {
    commit("one");
    commit("two");
    await reportOf("HEAD~1", []);
    expect(git("status", "--porcelain")).to.equal("");
    expect(git("show", "HEAD:host")).to.equal("two");
  });

  it("is made once for a commit", async () => {
    const first = commit("one");
    await reportOf("main", []);
    const revisions = join(root, "node_modules", ".cache", "preview", "revisions");
    rmSync(join(revisions, first), { recursive: true });
    expect(await reportOf("main", [])).to.include({ host: "one" });
  });

  it("leaves no half-made files behind when that revision's preview breaks", async () => {
    commit("broken");
    const failure = await reportOf("main", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.include("boom");
    const revisions = join(root, "node_modules", ".cache", "preview", "revisions");
    expect(readdirSync(revisions).filter((name) => name.includes(".json"))).to.deep.equal([]);
  });

  it("is the same when two previews make it at once", async () => {
    commit("one");
    const reports = await Promise.all([1, 2, 3].map(() => raced()));
    for (const report of reports) expect(JSON.parse(report)).to.include({ host: "one" });
  });

  it("is made again when what was kept of it is damaged", async () => {
    const first = commit("one");
    await reportOf("main", []);
    writeFileSync(join(root, "node_modules/.cache/preview/revisions", `${first}.json`), '{ "st');
    expect(await reportOf("main", [])).to.include({ host: "one" });
  });

  it("is made again for a pull request's stack once the newest commit is of another day", async () => {
    writeFileSync(join(root, "host"), "one");
    git("add", "-A");
    const dated = (day: string): void => {
      process.env.GIT_COMMITTER_DATE = `${day}T12:00:00Z`;
      git("commit", "-qm", day, "--allow-empty");
      delete process.env.GIT_COMMITTER_DATE;
    };
    dated("2026-01-01");
    git("tag", "base");
    await reportOf("base", ["pr-7"]);
    dated("2026-01-02");
    await reportOf("base", ["pr-7"]);
    const revisions = join(root, "node_modules", ".cache", "preview", "revisions");
    const reports = readdirSync(revisions).filter((name) => name.endsWith(".json"));
    expect(reports).to.have.length(2);
  });

  it("says that a commit without files has no preview", async () => {
    git("commit", "-qm", "empty", "--allow-empty");
    const failure = await reportOf("main", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.include("no preview of its own");
  });

  it("says what git says where this is no repository, and that git is missing where it is", async () => {
    rmSync(join(root, ".git"), { recursive: true });
    const outside = await reportOf("main", []).catch((error: unknown) => error);
    expect(String(outside)).to.include("not a git repository");
    const { PATH } = process.env;
    process.env.PATH = root;
    const missing = await reportOf("main", []).catch((error: unknown) => error);
    process.env.PATH = PATH;
    expect(missing).to.be.instanceOf(UsageError);
    expect(String(missing)).to.include("needs git");
  });

  it("says why where nothing can be laid out", async () => {
    commit("one");
    writeFileSync(join(root, "node_modules", ".cache"), "a file where the folder should be");
    const failure = await reportOf("main", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.include("no folder");
  });

  it("is there even when that revision violates a policy", async () => {
    commit("violating");
    expect(await reportOf("main", [])).to.include({ host: "violating" });
  });

  it("names a ref that does not exist and how to get it", async () => {
    commit("one");
    const failure = await reportOf("no-such", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.include('base "no-such"').and.include("git fetch");
  });

  it("does not take a ref for an option of git", async () => {
    commit("one");
    const target = join(root, "written");
    const failure = await reportOf(`--output=${target}`, []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(existsSync(target)).to.equal(false);
  });

  it("passes on what is bad about that revision's input", async () => {
    commit("bad");
    const failure = await reportOf("main", []).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UsageError);
    expect(String(failure)).to.include("platform:host is bad");
  });
});
