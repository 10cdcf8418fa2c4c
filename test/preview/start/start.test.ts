import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyCode } from "../../support/checkout";
import { fixture, projectRoot } from "../../support/project";
import { folderForAll } from "../../support/temporary-folder";

const cachePath = join("node_modules", ".cache", "preview");

/** A checkout that a test may damage: this one's code and packages with a cache of their own, on the fixture. */
function checkOut(folder: string): string {
  // Brackets and spaces also end a path in a stack trace.
  const root = join(folder, "my (own) platform");
  mkdirSync(join(root, cachePath), { recursive: true });
  copyCode(root);
  // The fixture is nobody's checkout: it has workflows of its own, and workloads that nobody builds.
  for (const name of [".github", "deploy"]) rmSync(join(root, name), { recursive: true });
  cpSync(fixture, root, { recursive: true });
  for (const name of readdirSync(join(projectRoot, "node_modules"))) {
    if (name === ".cache") continue;
    symlinkSync(join(projectRoot, "node_modules", name), join(root, "node_modules", name));
  }
  const cache = join(projectRoot, cachePath);
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    if (statSync(join(cache, name)).isFile())
      cpSync(join(cache, name), join(root, cachePath, name));
  }
  return root;
}

describe("the start of the preview", function () {
  this.timeout(120_000);
  let folder: string;
  let root: string;
  const budget = join("components", "observe", "budget.ts");

  folderForAll((made) => {
    folder = made;
    root = checkOut(folder);
  });
  afterEach(() => {
    cpSync(join(projectRoot, budget), join(root, budget));
  });

  const run = (...args: string[]) => {
    const start = join(root, "preview", "start.mjs");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [start, "preview", "--stack", "shared", ...args],
      { cwd: root, encoding: "utf8" },
    );
    return { code: status, out: stdout, err: stderr };
  };

  /** Puts a statement at the beginning of a component's constructor. */
  const inBudget = (statement: string): void => {
    const text = readFileSync(join(root, budget), "utf8");
    const changed = text.replace(/^( *)super\(.*\);$/m, `$&\n$1${statement}`);
    expect(changed).not.to.equal(text);
    writeFileSync(join(root, budget), changed);
  };

  it("builds anew what is damaged in its cache, whichever file it is", () => {
    const { out } = run();
    const names = readdirSync(join(root, cachePath));
    expect(names.length).to.be.greaterThan(4);
    for (const name of names) {
      const file = join(root, cachePath, name);
      truncateSync(file, Math.floor(statSync(file).size / 2));
    }
    expect(run()).to.deep.equal({ code: 0, out, err: "" });
    expect(run()).to.deep.equal({ code: 0, out, err: "" });
  });

  it("never runs compiled code that changed since V8 wrote it", () => {
    const { out } = run();
    for (const name of readdirSync(join(root, cachePath)).filter((file) => file.endsWith(".v8"))) {
      const file = join(root, cachePath, name);
      const bytes = readFileSync(file);
      bytes.fill(0xff, bytes.length / 4, bytes.length / 4 + 64);
      writeFileSync(file, bytes);
    }
    expect(run()).to.deep.equal({ code: 0, out, err: "" });
  });

  it("runs where no cache can be written, and knows the lines all the same", () => {
    const report = join(folder, "report.json");
    run("--json", report);
    const cached = readFileSync(report, "utf8");
    rmSync(join(root, cachePath), { recursive: true });
    writeFileSync(join(root, cachePath), "a file where the folder should be");
    const { code, err } = run("--json", report);
    rmSync(join(root, cachePath));
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(readFileSync(report, "utf8")).to.equal(cached);
  });

  it("names the stack and the lines of the program that failed, and no line of its own", () => {
    inBudget('if (name !== "") throw new TypeError("kaboom");');
    const { code, out, err } = run();
    expect({ code, out }).to.deep.equal({ code: 3, out: "" });
    expect(err).to.match(
      /^The program failed in stack "shared": TypeError: kaboom\n {4}components\/observe\/budget\.ts:\d+\n {4}components\/shared\.ts:\d+\n/,
    );
    expect(err).not.to.match(/node_modules|node:|preview\//);
  });

  it("shows only the message of an error that hides its stack", () => {
    inBudget('if (name !== "") throw new pulumi.ResourceError("too little", this, true);');
    expect(run().err).to.equal('The program failed in stack "shared": too little\n');
  });

  it("says what was behind a failure", () => {
    inBudget('void fetch("https://example.com");');
    const { code, err } = run();
    expect(code).to.equal(3);
    expect(err).to.include("connects to nothing, but something asked for example.com");
  });

  for (const [what, statement] of [
    ["exits", "process.exit(0);"],
    ["waits for what never comes", "this.registerOutputs({ never: new Promise(() => {}) });"],
  ] as const) {
    it(`does not look clean when the program ${what}`, () => {
      inBudget(statement);
      const { code, err } = run();
      expect(code).to.equal(3);
      expect(err)
        .to.include("ended before it was done")
        .and.not.match(/\n\s+at /);
    });
  }

  describe("with a base whose code nobody has looked at", () => {
    const git = (...args: string[]): void => {
      const { status, stderr } = spawnSync(
        "git",
        ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
        { cwd: root, encoding: "utf8" },
      );
      expect(status, stderr).to.equal(0);
    };

    /** Previews against a branch with the statement in its program, with an innocent working tree. */
    const against = (statement: string) => {
      git("checkout", "-q", "-B", "base", "main");
      inBudget(
        `(() => { const load = process.getBuiltinModule ?? process.mainModule.require; ${statement} })();`,
      );
      git("commit", "-qam", "a base");
      git("checkout", "-q", "main");
      return run("--base", "base");
    };
    const outside = (): string => join(folder, "outside.txt");

    before(() => {
      writeFileSync(join(root, ".gitignore"), "node_modules\n");
      git("init", "-q", "-b", "main");
      git("add", "-A");
      git("commit", "-qm", "main");
    });
    after(() => {
      rmSync(join(root, ".git"), { recursive: true });
    });
    beforeEach(() => {
      writeFileSync(outside(), "kept");
    });

    it("compares, and says whose code it was", () => {
      const { code, out, err } = against("");
      expect(code, err).to.equal(0);
      expect(out).to.include("no change in");
      expect(err).to.match(
        /^base "base" is not part of this branch: its own code makes its report\./,
      );
    });

    for (const [what, statement] of [
      ["write beside the project", `load("node:fs").writeFileSync("OUTSIDE", "changed")`],
      ["write into the cache", `load("node:fs").writeFileSync("CACHE", "planted")`],
      ["read beside the project", `load("node:fs").readFileSync("OUTSIDE")`],
      ["start a process", `load("node:child_process").execFileSync("touch", ["CACHE"])`],
      ["start a thread", `new (load("node:worker_threads").Worker)("1", { eval: true })`],
      ["load a binary", `process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6")`],
      ["see the environment", `if (process.env.PATH) throw new Error("restricted: not")`],
    ] as const) {
      it(`does not let it ${what}`, () => {
        const planted = join(root, cachePath, "planted");
        const { code, err } = against(
          statement.replace("OUTSIDE", outside()).replace("CACHE", planted),
        );
        if (what === "see the environment") expect(code, err).to.equal(0);
        else expect(err).to.match(/base "base" can't be previewed:[^]*restricted|disabled/);
        expect(existsSync(planted)).to.equal(false);
        expect(readFileSync(outside(), "utf8")).to.equal("kept");
      });
    }

    it("leaves nothing in the cache but its own bundle, which was built from its files", () => {
      const cached = (): Map<string, string> =>
        new Map(
          readdirSync(join(root, cachePath))
            .filter((name) => name !== "revisions")
            .map((name) => [name, readFileSync(join(root, cachePath, name)).toString("base64")]),
        );
      run();
      const before = cached();
      against("process.stdout.write('');");
      const after = cached();
      for (const [name, content] of before)
        expect(after.get(name) === content, name).to.equal(true);
    });
  });

  it("names the line that does not compile", () => {
    inBudget("const = 1;");
    const { code, err } = run();
    expect(code).to.equal(3);
    expect(err).to.match(
      /^The program does not compile:\n {2}components\/observe\/budget\.ts:\d+ /,
    );
  });

  it("names a package that is not installed and how to get it", () => {
    const text = readFileSync(join(root, budget), "utf8");
    writeFileSync(join(root, budget), `import "@no-such/package/part";\n${text}`);
    expect(run()).to.deep.equal({
      code: 3,
      out: "",
      err: "Not installed: @no-such/package. Install with: npm install @no-such/package\n",
    });
  });

  it("says so when no packages are installed", () => {
    const bare = join(folder, "bare");
    cpSync(root, bare, { recursive: true, filter: (path) => !path.includes("node_modules") });
    const { status, stderr } = spawnSync(process.execPath, [join(bare, "preview", "start.mjs")], {
      encoding: "utf8",
    });
    expect(status).to.equal(3);
    expect(stderr).to.equal("The packages that the preview needs are not installed: npm ci\n");
  });

  it("takes a reader that has seen enough for no failure", () => {
    const start = join(root, "preview", "start.mjs");
    const { stdout, stderr } = spawnSync(
      "sh",
      ["-c", '"$0" "$1" preview --stack dev,staging,production --verbose | head -n 1'].concat(
        process.execPath,
        start,
      ),
      { encoding: "utf8" },
    );
    expect(stdout).to.match(/^── dev ─.*\n$/);
    expect(stderr).to.equal("");
  });

  it("says in one line that its output can't be written", function () {
    if (!existsSync("/dev/full")) this.skip();
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", '"$0" "$1" preview --stack shared > /dev/full'].concat(
        process.execPath,
        join(root, "preview", "start.mjs"),
      ),
      { encoding: "utf8" },
    );
    expect(status).to.equal(3);
    expect(stderr).to.match(/^The output can't be written: .*\n$/);
  });
});
