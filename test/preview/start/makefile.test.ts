import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import packageJson from "../../../package.json";
import { projectRoot } from "../../support/project";
import { some } from "../../support/some";
import { folderForEach } from "../../support/temporary-folder";

/** A lock file of one package, and of others. */
function lock(version: string, others: Readonly<Record<string, object>> = {}): string {
  return JSON.stringify({ packages: { "": {}, "node_modules/a": { version }, ...others } });
}

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
    for (const file of ["Makefile", "tools/help.awk", "tools/install/main.mjs"]) {
      cpSync(join(projectRoot, file), join(folder, file));
    }
    writeFileSync(join(folder, "package-lock.json"), lock("1"));
    stub(
      "node",
      `case $1 in tools/install/*) exec '${process.execPath}' "$@";; esac
      for argument in "$@"; do printf "%s\\n" "$argument"; done`,
    );
    stub(
      "npm",
      `echo npm $1 >&2
      mkdir node_modules && cp package-lock.json node_modules/.package-lock.json`,
    );
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

  it("refuses a variable that the command does not take, which would be ignored", () => {
    const { stderr, status, lines } = make("preview", "STACK=dev");
    expect(status).to.equal(2);
    expect(stderr).to.include("STACK is no variable of: make preview ENV= BASE=");
    expect(lines).to.deep.equal([""]);
    expect(make("preview", "ENV=").stderr).to.include("ENV= has no value");
    expect(make("preview", "ENV=dev").lines).to.include("--stack=dev");
  });

  it("refuses an unknown or empty variable of each command that takes some", () => {
    const lines = readFileSync(join(projectRoot, "Makefile"), "utf8").matchAll(
      /^([a-z-]+):[^#\n]*## .*?: ([A-Z_]+)=/gm,
    );
    const commands = some([...lines]);
    for (const [, name = "", variable = ""] of commands) {
      expect(make(name, "WHATEVER=1").stderr).to.include(
        `WHATEVER is no variable of: make ${name}`,
      );
      expect(make(name, `${variable}=`).stderr).to.include(`${variable}= has no value`);
    }
  });

  it("hands on the name of a workload, an environment and a revision as they were typed", () => {
    const typed = "a'$(shell touch hit)$$(touch hit)`touch hit`\"; touch hit";
    for (const [command, variable, option] of [
      ["test-app", "APP", "--app"],
      ["deploy-service", "SERVICE", "--service"],
      ["deploy-all", "ENV", "--stack"],
      ["test-changed", "BASE", "--base"],
      ["changed", "BASE", "--base"],
      ["new-service", "NAME", "--name"],
      ["new-service", "TARGET", "--target"],
    ] as const) {
      expect(make(command, `${variable}=${typed}`).lines, command).to.include(`${option}=${typed}`);
    }
    make("help", `COMMAND=${typed}`);
    expect(existsSync(join(folder, "hit"))).to.equal(false);
  });

  it("asks for the workload that a command names, and hands on what make's own flags say", () => {
    expect(make("test-app").lines).to.include.members(["test", "--app="]);
    expect(make("list-services", "JSON=1").lines).to.include.members([
      "list",
      "--in=services",
      "--json",
    ]);
    stub("node", 'case $1 in tools/*) ;; *) echo "$MAKEFLAGS";; esac');
    expect(make("-j2", "test-all", "DRY_RUN=1").lines[0]).to.match(/ -j2 /);
  });

  it("lists its commands by what they are for on one screen, and says what one takes", () => {
    const { lines } = make();
    expect(lines.length).to.be.within(40, 62);
    for (const line of lines) expect(line.length, line).to.be.at.most(100);
    expect(lines).to.include("See what a change does");
    expect(lines.join("\n"))
      .to.match(/^ {2}deploy-app +one workload$/m)
      .and.include("sandbox-up,");
    expect(make("help", "COMMAND=promote").lines[0]).to.match(
      /^make promote FROM=<stack> TO=<stack> /,
    );
    expect(make("help", "COMMAND=promoted").status).to.equal(2);
  });

  it("installs once, and not again when a branch switch touches an equal lock file", () => {
    expect(make("audit").stderr).to.include("npm ci");
    expect(make("audit").stderr).to.equal("");
    touchLock(lock("1"));
    expect(make("audit").stderr).to.equal("");
    touchLock(lock("2"));
    expect(make("audit").stderr).to.include("npm ci");
  });

  it("takes what a plain npm ci installed, without the packages of other machines", () => {
    mkdirSync(join(folder, "node_modules"));
    const elsewhere = { "node_modules/b": { version: "1", optional: true } };
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), lock("1"));
    touchLock(lock("1", elsewhere));
    expect(make("audit").stderr).to.equal("");
  });

  it("leaves what is installed as it is when it can't install what is newer", () => {
    make("audit");
    writeFileSync(join(folder, "node_modules", "kept"), "");
    stub("npm", "mkdir node_modules; echo npm error network >&2; exit 1");
    touchLock(lock("2"));
    const { stderr, status } = make("preview");
    expect(status).to.equal(2);
    expect(stderr).to.include("npm error network").and.include("is as it was");
    expect(readdirSync(join(folder, "node_modules"))).to.include("kept");
    expect(readdirSync(folder)).not.to.include(".install");
  });

  it("tests everything, or what holds one rule", () => {
    make("test");
    stub("npm", 'for argument in "$@"; do printf "%s\\n" "$argument"; done');
    expect(make("test").lines).to.deep.equal(["test", "--silent"]);
    expect(make("test", "RULE=tags-require").lines).to.deep.equal([
      "run",
      "test:rule",
      "--silent",
      "--",
      "--fgrep=tags-require",
    ]);
  });

  it("shows why the packages can't be installed", () => {
    stub("npm", "echo npm error network >&2; exit 1");
    const { stderr, status } = make("preview");
    expect(status).to.equal(2);
    expect(stderr).to.include("npm error network");
  });

  it("has what the documents call by names of npm", () => {
    const scripts = Object.entries(packageJson.scripts).filter(([name]) => /^db:.+:/.test(name));
    const makefile = readFileSync(join(projectRoot, "Makefile"), "utf8");
    for (const [name, script] of some(scripts)) {
      const [, target = "", stack = ""] = /^make ([a-z-]+) ENV=(\w+)$/.exec(script) ?? [];
      expect(makefile, name).to.match(new RegExp(`^${target}: .*ENV=<stack>`, "m"));
      expect(existsSync(join(projectRoot, `Pulumi.${stack}.yaml`)), name).to.equal(true);
    }
  });
});
