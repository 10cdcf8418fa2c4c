import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { findChanges } from "../../tools/changes/find-changes";
import { mentionedByCommands, mentionedByFile } from "../../tools/changes/mentions";
import { folderForEach } from "../support/temporary-folder";

const zero = "0".repeat(40);

function manifest(more = ""): string {
  return `target: aws-ecs
container: { port: 8080, healthCheckPath: /healthz, cpu: 256, memoryMib: 512 }
deployment:
  strategy: canary
  monitoringPeriod: 30m
  rollbackThresholds: { errorRate: 1, latencyIncrease: 10 }
  qualityGates: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true }
${more}`;
}

describe("make changed", () => {
  let root: string;

  const write = (file: string, text = ""): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = (): string => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "A change");
    return git("rev-parse", "HEAD");
  };
  /** A workload whose Makefile has these lines, beside targets that do nothing. */
  const workload = (folder: string, makefile = "", more = ""): void => {
    write(`${folder}/deploy.yaml`, manifest(more));
    write(`${folder}/Makefile`, `install build test:\n\t@:\n${makefile}`);
  };
  const changed = (base: string): readonly string[] =>
    findChanges(root, base).workloads.map(({ name }) => name);

  folderForEach((folder) => {
    root = folder;
    git("init", "--quiet");
    workload("services/plain");
  });

  it("takes in what the Makefile includes, its commands name and its code imports, and nothing else", () => {
    workload(
      "services/one",
      "include ../../deploy/shared.mk\ntest: ; cd ../.. && npx mocha services/one/test\n",
    );
    write("deploy/shared.mk");
    write("services/one/test/one.test.ts", 'import { a } from "../../../shared/a.js";\n');
    write("shared/a.ts", 'export { b as a } from "./b";\nconst table = "../tables/prices.csv";\n');
    for (const file of ["shared/b.ts", "shared/c.ts", "tables/prices.csv", "tables/other.csv"])
      write(file);
    for (const file of ["package-lock.json", "tsconfig.json", "README.md"]) write(file);
    const base = commit();
    const read = [
      "deploy/shared.mk",
      "shared/a.ts",
      "shared/b.ts",
      "tables/prices.csv",
      "package-lock.json",
      "tsconfig.json",
    ];
    for (const file of [...read, "shared/c.ts", "tables/other.csv", "README.md"]) {
      write(file, "// changed\n");
      expect(changed(base), file).to.deep.equal(read.includes(file) ? ["one"] : []);
      git("checkout", "--quiet", "--", ".");
    }
  });

  it("tells of each random graph of files who reads the one that changes, and nobody else", () => {
    const files = ["a", "b", "c", "d", "e"];
    const imports = fc.record(Object.fromEntries(files.map((file) => [file, fc.subarray(files)])));
    const entries = fc.record({ one: fc.subarray(files), two: fc.subarray(files) });
    fc.assert(
      fc.property(imports, entries, fc.constantFrom(...files), (graph, entry, touched) => {
        for (const [file, named] of Object.entries(graph)) {
          write(`lib/${file}.mjs`, named.map((name) => `import "./${name}.mjs";\n`).join(""));
        }
        for (const [name, named] of Object.entries(entry)) {
          workload(`services/${name}`);
          write(
            `services/${name}/main.mjs`,
            named.map((file) => `import "../../lib/${file}.mjs";\n`).join(""),
          );
        }
        const base = commit();
        const reached = (
          from: readonly string[],
          seen = new Set<string>(),
        ): ReadonlySet<string> => {
          for (const file of from.filter((each) => !seen.has(each)))
            reached(graph[file] ?? [], seen.add(file));
          return seen;
        };
        rmSync(join(root, `lib/${touched}.mjs`));
        const expected = (["one", "two"] as const).filter((name) =>
          reached(entry[name]).has(touched),
        );
        expect(changed(base)).to.deep.equal(expected);
      }),
      { numRuns: 12 },
    );
  }).timeout(120_000);

  it("sees both ends of a rename, what is deleted, and names that a shell or a terminal would act on", () => {
    workload("services/one");
    workload("services/two");
    write("services/one/lib.js", "export const a = 1;\n".repeat(20));
    write('services/two/a "b"\n$(touch hit).txt', "x");
    const base = commit();
    renameSync(join(root, "services/one/lib.js"), join(root, "services/two/lib.js"));
    expect(changed(base)).to.deep.equal(["one", "two"]);
    git("checkout", "--quiet", "--", ".");
    rmSync(join(root, "services/two/lib.js"));
    rmSync(join(root, 'services/two/a "b"\n$(touch hit).txt'));
    const [only] = findChanges(root, base).workloads;
    expect(only?.because).to.deep.equal(['services/two/a "b"\n$(touch hit).txt']);
  });

  it("compares contents: with a branch that went on elsewhere, and in a clone without history", () => {
    const first = commit();
    workload("services/ours");
    const ours = commit();
    git("checkout", "--quiet", "-b", "other", first);
    workload("services/theirs");
    commit();
    expect(findChanges(root, ours)).to.include({ platform: true });
    expect(findChanges(root, ours).removed).to.deep.equal(["services/ours"]);
    expect(changed(ours)).to.deep.equal(["theirs"]);
    const clone = join(root, "clone");
    git("clone", "--quiet", "--depth", "1", `file://${root}`, clone);
    expect(findChanges(clone, "HEAD").workloads).to.deep.equal([]);
    expect(() => findChanges(clone, "main~1")).to.throw("git fetch --unshallow");
    const [none] = findChanges(clone, first).notes;
    expect(none).to.equal(`this clone has no commit ${first}`);
    expect(findChanges(clone, zero).workloads.map(({ name }) => name)).to.deep.equal([
      "plain",
      "theirs",
    ]);
  });

  it("counts all as changed where it can't tell what is read: computed imports, the whole project, no Makefile", () => {
    workload("services/computed");
    write("services/computed/main.mjs", "await import(process.env.WHAT);\n");
    workload("services/whole", "build: ; docker build ../..\n");
    workload("services/bare");
    rmSync(join(root, "services/bare/Makefile"));
    workload("services/linked");
    symlinkSync("../../elsewhere", join(root, "services/linked/lib"));
    const base = commit();
    write("elsewhere/x");
    const { workloads, notes } = findChanges(root, base);
    const names = ["bare", "computed", "linked", "whole"];
    expect(workloads.map(({ name }) => name)).to.deep.equal(names);
    expect(notes.map((note) => note.split(":")[0])).to.deep.equal(
      names.filter((name) => name !== "linked"),
    );
  });

  it("tests who shares a store with what changed, or calls it, and builds that alone which changed", () => {
    workload("services/one", "", "uses: { objectStores: [documents] }\n");
    workload("services/two", "", "uses: { objectStores: [documents] }\n");
    write(
      "services/api/deploy.yaml",
      manifest()
        .replace("aws-ecs", "cloudflare-worker")
        .replace(
          /^container.*$/m,
          'worker: { main: a.js, compatibilityDate: "2026-06-01", routes: [/api/orders/*] }',
        ),
    );
    write("services/api/Makefile", "install build test:\n\t@:\n");
    workload("apps/shop");
    write("apps/shop/menu.js", 'fetch("/api/orders/new");\n');
    const base = commit();
    write("services/one/x");
    write("services/api/a.js");
    const { workloads } = findChanges(root, base);
    expect(
      workloads.map(({ name, changed: own, because }) => [name, own, because[0]]),
    ).to.deep.equal([
      ["api", true, "services/api/a.js"],
      ["one", true, "services/one/x"],
      ["shop", false, "api"],
      ["two", false, "one"],
    ]);
  });

  it("refuses a revision that is none, whatever it is called", () => {
    commit();
    for (const name of ["", "--output=hit", "$(touch hit)", "HEAD:services", "orgin/develop"]) {
      expect(() => findChanges(root, name), name).to.throw("expected a revision of this clone");
    }
  });
});

describe("what a workload's files name", () => {
  it("is read from a line's own folder and from where it went", () => {
    const { paths, packages } = mentionedByCommands(
      'cd ../.. && npx mocha --no-config "services/a/test/*.test.ts"\nnode build.mjs ../../x/y\n',
      "services/a",
    );
    expect(paths).to.include.members(["services/a/test", "x/y", "services/a/build.mjs"]);
    expect(paths).not.to.include("build.mjs");
    expect(packages).to.deep.equal(["services/a", "."]);
  });

  it("is imports of modules, packages, and texts that are paths", () => {
    const text = 'import x from "chai";\nexport * from "../b.js";\nread(`../../data/t.json`);\n';
    const { modules, packages, paths } = mentionedByFile("services/a/src/x.ts", text, []);
    expect(modules).to.deep.equal(["services/a/b.js"]);
    expect(packages).to.deep.equal(["services/a/src"]);
    expect(paths).to.deep.equal(["services/a/b.js", "services/data/t.json"]);
  });
});
