import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { fixture, projectRoot } from "./project";

describe("a test", () => {
  const refuse = pathToFileURL(join(__dirname, "refuse-project.mjs")).href;

  /** What node says of that code where the refusal is at work. */
  function attempt(code: string): string {
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", refuse, "-e", code], {
      cwd: projectRoot,
      encoding: "utf8",
    });
    return stdout + stderr;
  }

  for (const [what, code] of [
    ["the settings of this checkout", 'fs.readFileSync("Pulumi.yaml")'],
    ["those of an environment", 'fs.openSync("./Pulumi.dev.yaml")'],
    ["the list of its workloads", `fs.readdirSync(${JSON.stringify(join(projectRoot, "apps"))})`],
    ["a workload's manifest", 'fs.readFileSync("services/any/deploy.yaml")'],
    ["its releases", 'fs.cpSync("releases", "/nowhere", { recursive: true })'],
    ["who its environments are", 'fs.readFileSync("test/../policies/environments.yaml")'],
  ] as const) {
    it(`can't read ${what}`, () => {
      expect(attempt(code)).to.include("is its owner's: take test/fixtures");
    });
  }

  it("can't start a program that reads them", () => {
    const inner = JSON.stringify('require("node:fs").readFileSync("Pulumi.yaml")');
    const code = `child_process.spawnSync(process.execPath, ["-e", ${inner}], { stdio: "inherit" })`;
    expect(attempt(code)).to.include("is its owner's: take test/fixtures");
  });

  it("can read the code of this checkout, and the fixture", () => {
    const file = JSON.stringify(join(fixture, "Pulumi.yaml"));
    const code = `fs.readFileSync(${file}); fs.readFileSync("policies/README.md"); console.log("read")`;
    expect(attempt(code)).to.equal("read\n");
  });
});
