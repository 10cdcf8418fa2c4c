import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { listStacks } from "../../settings/stack-file";
import { projectRoot } from "../support/project";
import { folderForAll } from "../support/temporary-folder";

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe("the command line, asked for the project in this checkout", () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  folderForAll((made) => (folder = made));

  const run = (...args: readonly string[]): Result => {
    const start = join(projectRoot, "preview", "start.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { code: status, out: stdout, err: stderr };
  };

  let previewed: Result | undefined;
  const preview = (): Result => (previewed ??= run("preview", "--json", "report.json"));

  it("finds nothing mandatory violated and says so for each environment", () => {
    const { code, out, err } = preview();
    expect(err).to.equal("");
    expect(code, out).to.equal(0);
    const stacks = listStacks(projectRoot);
    for (const stack of stacks) expect(out).to.match(new RegExp(`^${stack} +\\d`, "m"));
    expect(out).to.match(
      new RegExp(
        `${String(stacks.length)} stacks, [\\d,]+ resources, \\d+ rules: (?:clean|nothing mandatory violated)`,
      ),
    );
  });

  it("previews a pull request's environment from the template", () => {
    const { code, out } = run("preview", "--stack", "pr-7");
    expect(code, out).to.equal(0);
    expect(out).to.include("pr-7");
  });

  it("writes into the folder that it is called in", () => {
    const { code, err } = run("preview", "--stack", "shared", "--json", "near.json");
    expect(code, err).to.equal(0);
    expect(existsSync(file("near.json"))).to.equal(true);
  });

  it("audits what it previewed, with the same verdict", () => {
    preview();
    const { code, out } = run("audit", "--state", "report.json", "--stack", "production");
    expect(code, out).to.equal(0);
    expect(out).to.include("production").and.to.include("nothing mandatory violated");
  });

  it("audits a state that was tampered with and objects", () => {
    preview();
    const report = JSON.parse(readFileSync(file("report.json"), "utf8")) as {
      stacks: { resources: { type: string; protect: boolean }[] }[];
    };
    for (const { resources } of report.stacks) {
      for (const resource of resources) resource.protect = false;
    }
    writeFileSync(file("tampered.json"), JSON.stringify(report));
    const { code, out } = run("audit", "--state", "tampered.json");
    expect(code).to.equal(1);
    expect(out).to.include("data-require-protect");
  });

  it("does not call an audit of nothing clean", () => {
    writeFileSync(file("empty.json"), '{"version":3,"deployment":{"resources":[]}}');
    const { code, err } = run("audit", "--state", "empty.json");
    expect(code).to.equal(2);
    expect(err).to.include("no resources in").and.include("empty.json");
  });
});
