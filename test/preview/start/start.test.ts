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
