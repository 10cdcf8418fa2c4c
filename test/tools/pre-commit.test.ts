import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../support/project";
import { folderForEach } from "../support/temporary-folder";

/** What the hook is made of, and what it judges by. */
const parts = [
  ".githooks",
  ".gitignore",
  ".prettierignore",
  ".prettierrc.json",
  "eslint.config.mjs",
  "package.json",
  "tools/pre-commit",
  "tsconfig.json",
];

const good = "# Title\n";
const bad = "#   Title\n";

describe("the pre-commit hook", () => {
  let root: string;

  const run = (args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: root,
      encoding: "utf8",
      // Nothing of the person's own settings, nor of a commit that this runs in.
      env: {
        PATH: process.env.PATH,
        HOME: root,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "t",
        GIT_AUTHOR_EMAIL: "t@example.com",
        GIT_COMMITTER_NAME: "t",
        GIT_COMMITTER_EMAIL: "t@example.com",
      },
    });
    return { passed: status === 0, said: stdout + stderr };
  };
  const git = (...args: readonly string[]): void => {
    const { passed, said } = run(args);
    expect(passed, said).to.equal(true);
  };
  const commit = (...args: readonly string[]): void => {
    git("commit", "-m", "A change", ...args);
  };
  const commitUnjudged = (): void => {
    git("add", "-A");
    commit("--no-verify");
  };
  /** What a refused commit says. */
  const refusal = (...args: readonly string[]): string => {
    const { passed, said } = run(["commit", "-m", "A change", ...args]);
    expect(passed, said).to.equal(false);
    return said;
  };

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const stage = (name: string, text: string): void => {
    write(name, text);
    git("add", "--", name);
  };

  folderForEach((made) => {
    root = made;
    for (const part of parts) {
      cpSync(join(projectRoot, part), join(root, part), { recursive: true });
    }
    symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
    git("init", "-q", "-b", "main");
    git("config", "core.hooksPath", ".githooks");
    write(".git/info/exclude", "/node_modules\n");
    commitUnjudged();
  });

  it("refuses a badly formatted file that is staged, though the working tree's is fine", () => {
    stage("a.md", bad);
    write("a.md", good);
    expect(refusal()).to.contain("a.md");
  });

  it("passes a file that is staged well, and leaves alone what the working tree has of it", () => {
    stage("a.md", good);
    write("a.md", bad);
    commit();
    expect(readFileSync(join(root, "a.md"), "utf8")).to.equal(bad);
  });

  it("judges what `git commit` takes by itself: with -a everything, with a name that file alone", () => {
    write("a.md", good);
    write("b.md", good);
    commitUnjudged();
    write("a.md", bad);
    expect(refusal("-a")).to.contain("a.md");
    write("b.md", `${good}\nMore.\n`);
    commit("b.md");
  });

  it("refuses an error of types and names its place, in the policies as well", () => {
    stage("a.ts", 'export const one: number = "1";\n');
    stage("policies/b.ts", 'export const two: number = "2";\n');
    expect(refusal())
      .to.match(/^a\.ts\(1,14\): error TS2322/m)
      .and.match(/^policies\/b\.ts\(1,14\): error TS2322/m);
  });

  it("refuses an import of a file that is there, but not staged", () => {
    stage("a.ts", 'export { b } from "./b";\n');
    write("b.ts", "export const b = 1;\n");
    expect(refusal()).to.contain("a.ts(1,19): error TS2307");
    git("add", "b.ts");
    commit();
  });

  it("refuses what only a linter that knows the types can refuse", () => {
    stage("a.ts", "Promise.resolve(1);\n");
    expect(refusal())
      .to.match(/^a\.ts$/m)
      .and.contain("no-floating-promises");
  });

  it("leaves the code of workloads to themselves, whatever its types", () => {
    stage("services/a/src/main.js", "undeclared();\n");
    commit();
  });

  it("starts neither compiler nor linter for a commit of documents", () => {
    write("eslint.config.mjs", "throw new Error();\n");
    commitUnjudged();
    stage("a.md", good);
    commit();
  });

  it("judges a renamed file under its new name, whatever that is", () => {
    write("a b.md", bad);
    commitUnjudged();
    git("mv", "--", "a b.md", "-$(c) *.md");
    expect(refusal()).to.contain("-$(c) *.md");
    stage("-$(c) *.md", good);
    commit();
  });

  it("lets a file go that it would have refused", () => {
    write("a.ts", "undeclared();\n");
    commitUnjudged();
    git("rm", "-q", "a.ts");
    commit();
  });

  it("judges of a merge what it decides, and not what the other side brings", () => {
    write("both.md", good);
    commitUnjudged();
    git("switch", "-qc", "theirs");
    write("both.md", "# Theirs\n");
    write("theirs.md", bad);
    commitUnjudged();
    git("switch", "-q", "main");
    write("both.md", "# Ours\n");
    commitUnjudged();
    expect(run(["merge", "theirs"]).said).to.contain("CONFLICT");
    stage("both.md", bad);
    expect(refusal()).to.contain("both.md").and.not.contain("theirs.md");
    stage("both.md", "# Both\n");
    commit();
  });

  it("says what to do where nothing is installed", () => {
    rmSync(join(root, "node_modules"));
    stage("a.md", good);
    expect(refusal()).to.contain("npm ci");
  });
});
