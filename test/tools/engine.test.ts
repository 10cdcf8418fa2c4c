import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { wantedVersion } from "../../tools/engine/find";
import { folderForEach } from "../support/temporary-folder";

describe("make engine", () => {
  let home: string;
  folderForEach((made) => (home = made));

  const cache = () => join(home, ".cache", "platform-engine");
  const built = () => join(cache(), wantedVersion, "bin", "pulumi");

  describe("finds a CLI", () => {
    it("in a folder bin of PATH, before every other", () => {
      const file = cli(join(home, "tools", "bin"), "3.999.0");
      cli(join(home, ".pulumi", "versions", wantedVersion, "bin"), wantedVersion);
      expectFound(engine(home, dirname(file)), file, "3.999.0");
    });

    it("where npm's package keeps them, the newest first", () => {
      cli(join(home, ".pulumi", "versions", "3.998.0", "bin"), "3.998.0");
      const newer = cli(join(home, ".pulumi", "versions", "3.1000.0", "bin"), "3.1000.0");
      expectFound(engine(home), newer, "3.1000.0");
    });

    it("that it built before", () => {
      expectFound(engine(home, cli(dirname(built()), wantedVersion)), built(), wantedVersion);
    });

    for (const [what, version] of [
      ["of an older minor version", "3.249.9"],
      ["of another major version", "4.0.0"],
      ["that says no version", "unknown"],
    ]) {
      it(`but none ${String(what)}`, () => {
        const { status, stderr } = engine(home, dirname(cli(join(home, "bin"), version ?? "")));
        expect(status).to.equal(1);
        expect(stderr).to.contain("there is no Go");
      });
    }

    it("but not npm's downloader, wherever PATH has it", () => {
      const downloader = cli(join(home, "lib", "node_modules", "pulumi", "bin"), "3.999.0");
      mkdirSync(join(home, "bin"));
      symlinkSync(downloader, join(home, "bin", "pulumi"));
      const path = [dirname(downloader), join(home, "bin")].join(delimiter);
      expect(engine(home, path).status).to.equal(1);
    });
  });

  describe("builds one where none is found", () => {
    it("into a cache of its own version, and leaves nothing else there", () => {
      const found = engine(home, go(home, { compile: "sleep 0" }));
      expectFound(found, built(), wantedVersion);
      expect(readdirSync(cache())).to.deep.equal([wantedVersion]);
    });

    it("saying how far it is, in a log too", () => {
      const { stderr } = engine(home, go(home, { compile: "sleep 0" }));
      expect(stderr).to.match(/building it from its Go module, once/);
      expect(stderr).to.match(/^0:\d\d {2}downloading modules: 1$/m);
      expect(stderr).to.match(/^0:\d\d {2}compiling packages: 1 of 2$/m);
    });

    it("once: the second time it is found", () => {
      const path = go(home, { compile: "sleep 0" });
      engine(home, path);
      expect(engine(home, path).stderr).to.equal("");
    });

    it("as a whole: one that is killed half-way is no engine, and the next one goes on", async () => {
      const begun = join(home, "begun");
      const path = go(home, { compile: `touch '${begun}'; exec sleep 60` });
      const killed = spawn(process.execPath, command, {
        env: environment(home, path),
        detached: true,
      });
      while (!existsSync(begun)) await new Promise((done) => setTimeout(done, 20));
      // With the Go that it started.
      process.kill(-Number(killed.pid), "SIGKILL");
      await once(killed, "exit");
      expect(existsSync(built())).to.equal(false);
      const kept = join(cache(), "building", "compiled", "kept");
      expect(existsSync(kept), "what Go has compiled so far").to.equal(true);
      expectFound(engine(home, go(home, { compile: "sleep 0" })), built(), wantedVersion);
      expect(readdirSync(cache())).to.deep.equal([wantedVersion]);
    });

    it("at the same time as another: both have it", async () => {
      const path = go(home, { compile: "sleep 1" });
      const both = [1, 2].map(() =>
        spawn(process.execPath, command, { env: environment(home, path) }),
      );
      const codes = await Promise.all(
        both.map(async (one) => (await once(one, "exit"))[0] as number),
      );
      expect(codes).to.deep.equal([0, 0]);
      expectFound(engine(home), built(), wantedVersion);
    });

    it("with the caches that the environment names, which stay", () => {
      const path = go(home, { compile: "sleep 0" });
      const own = { GOCACHE: join(home, "compiled"), GOMODCACHE: join(home, "modules") };
      expect(engine(home, path, own).status).to.equal(0);
      expect(existsSync(join(own.GOCACHE, "kept"))).to.equal(true);
    });
  });

  describe("says what would help where none can be had", () => {
    it("without Go", () => {
      const { status, stderr, stdout } = engine(home);
      expect(status).to.equal(1);
      expect(stdout).to.equal("");
      expect(stderr).to.contain(
        `There is no Pulumi CLI ${wantedVersion} or newer here, and there is no Go`,
      );
      expect(stderr).to.contain("npx pulumi version");
      expect(stderr).not.to.match(/\n\s+at /);
    });

    it("without a way to Go's modules", () => {
      const said = "go: module lookup disabled by GOPROXY=off";
      const { status, stderr } = engine(home, go(home, { list: `echo '${said}' >&2; exit 1` }));
      expect(status).to.equal(1);
      expect(stderr).to.contain(`Go can't download what one is built from:\n  ${said}`);
    });

    it("when the build fails, with the end of what Go said", () => {
      const compile = "echo 'main.go:1: undefined: x' >&2; exit 2";
      const { status, stderr } = engine(home, go(home, { compile }));
      expect(status).to.equal(1);
      expect(stderr).to.contain("Go could not build one:\n  main.go:1: undefined: x");
      expect(existsSync(built())).to.equal(false);
    });
  });
});

const command = ["--import", "tsx", "tools/engine/main.ts"];

/** What there is of a machine: a home folder, and a PATH with nothing on it but the shell's own commands. */
function environment(home: string, path?: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const shell = join(home, "shell");
  mkdirSync(shell, { recursive: true });
  for (const name of ["sh", "sleep", "touch", "mkdir", "cp", "chmod", "cat"]) {
    if (!existsSync(join(shell, name))) symlinkSync(`/bin/${name}`, join(shell, name));
  }
  return { HOME: home, PATH: [path, shell].filter(Boolean).join(delimiter), ...more };
}

function engine(home: string, path?: string, more?: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, command, {
    env: environment(home, path, more),
    encoding: "utf8",
  });
}

function expectFound(found: SpawnSyncReturns<string>, file: string, version: string): void {
  expect(found.stderr + found.stdout).to.contain(`Pulumi CLI ${version}: ${file}\n`);
  expect(found.status).to.equal(0);
}

/** A program that answers as a Pulumi CLI of that version does. */
function cli(folder: string, version: string): string {
  return script(folder, "pulumi", `echo v${version}`);
}

/** A Go that downloads one module, compiles two packages and writes the program; the folder it is in. */
function go(home: string, { list = "", compile = "" }): string {
  const folder = join(home, "go", "bin");
  script(
    folder,
    "go",
    `case $1 in
list)
  ${list}
  echo 'go: downloading example.com/module v1.0.0' >&2
  printf 'one\\ntwo\\n' ;;
build)
  echo one >&2
  mkdir -p "$GOCACHE" && touch "$GOCACHE/kept"
  ${compile}
  echo two >&2
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\necho v${wantedVersion}\\n' > "$2"
  chmod 755 "$2" ;;
esac`,
  );
  return folder;
}

function script(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}
