import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../support/project";
import { folderForEach } from "../../support/temporary-folder";

describe("the Makefile", () => {
  let folder: string;

  /** A program in place of another, which writes what it was asked. */
  const stub = (name: string, script: string): void => {
    const file = join(folder, "bin", name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };

  /** A lock file that is newer than what was installed, however coarse the clock of the disk. */
  const touchLock = (text: string): void => {
    writeFileSync(join(folder, "package-lock.json"), text);
    utimesSync(join(folder, "node_modules", ".package-lock.json"), 0, 0);
  };

  folderForEach((made) => {
    folder = made;
    mkdirSync(join(folder, "bin"));
    cpSync(join(projectRoot, "Makefile"), join(folder, "Makefile"));
    writeFileSync(join(folder, "package-lock.json"), "{}");
    stub("node", 'for argument in "$@"; do printf "%s\\n" "$argument"; done');
    stub("npm", "echo npm $1 >&2; mkdir -p node_modules && touch node_modules/.package-lock.json");
  });

  const make = (...args: string[]) => {
    const { PATH = "" } = process.env;
    const { stdout, stderr, status } = spawnSync("make", ["-s", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: [join(folder, "bin"), PATH].join(delimiter) },
    });
    return { lines: stdout.trimEnd().split("\n"), stderr, status };
  };

  it("hands a value on as it was typed, whatever it holds", () => {
    const typed = 'it\'s "x" $(shell touch hit) $$(touch hit) `touch hit`; touch hit';
    const { lines } = make("preview", `BASE=${typed}`, "JSON=a b.json");
    expect(lines).to.deep.equal([
      "preview/start.mjs",
      "preview",
      `--base=${typed}`,
      "--json=a b.json",
    ]);
    expect(existsSync(join(folder, "hit"))).to.equal(false);
  });

  it("takes VERBOSE=0 for no", () => {
    expect(make("preview", "VERBOSE=0").lines).to.have.length(2);
    expect(make("preview", "VERBOSE=1").lines).to.include("--verbose");
  });

  it("installs once, and not again when a branch switch touches an equal lock file", () => {
    expect(make("audit").stderr).to.include("npm ci");
    expect(make("audit").stderr).to.equal("");
    touchLock("{}");
    expect(make("audit").stderr).to.equal("");
    touchLock('{ "version": "2" }');
    expect(make("audit").stderr).to.include("npm ci");
  });

  it("shows why the packages can't be installed", () => {
    stub("npm", "echo npm error network >&2; exit 1");
    const { stderr, status } = make("preview");
    expect(status).to.equal(2);
    expect(stderr).to.include("npm error network");
  });
});
