import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../support/project";

const pack = join(projectRoot, "policies");
const launcher = "@pulumi/pulumi/cmd/run-policy-pack/run";

describe("the policy pack's start", () => {
  it("loads neither a compiler nor npm", () => {
    const loaded = after(`require("./start.cjs"); tell(Object.keys(require.cache));`);
    expect(loaded).to.include(require.resolve("@pulumi/policy"));
    expect(
      loaded.filter((file) => /node_modules\/(typescript|@npmcli)\//.test(file)),
    ).to.deep.equal([]);
  });

  it("is left uncompiled by the SDK's launcher", () => {
    const compiled = after(
      `require("${launcher}").run({ argv: { _: ["."] }, typeScript: true, programStarted: () => tell(Object.keys(require.extensions)) });`,
    );
    expect(compiled).to.include(".ts").and.not.to.include(".jsx");
  });

  /** What a process in the pack's folder tells. */
  function after(script: string): readonly string[] {
    const tell = "const tell = (told) => { console.log(JSON.stringify(told)); process.exit(); };";
    const lines = execFileSync(process.execPath, ["-e", tell + script], {
      cwd: pack,
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    }).trim();
    return JSON.parse(lines.split("\n").at(-1) ?? "") as readonly string[];
  }
});
