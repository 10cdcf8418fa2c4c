import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { applied, filesOfStack, programFiles } from "../../../preview/passport/program-files";
import { projectRoot, sampleProject, sampleRoot } from "../../support/project";

/** What lies in a checkout and is never applied. A new folder or file belongs here, or among what is. */
const neverApplied =
  /^(?:\.c8rc\.json|\.ci|\.dependency-cruiser\.mjs|\.devcontainer|\.editorconfig|\.git.*|\.mocharc\.json|\.prettier.*|.*\.md|bench|coverage|docs|eslint\.config\.mjs|rehearsal|sonar-project\.properties|test)$/;

describe("the files of a passport", () => {
  it("are all that lies in a checkout, but for what is known to be never applied", () => {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: projectRoot, encoding: "utf8" });
    const known = new Set([...applied.map((path) => path.split("/")[0]), "apps", "services"]);
    const names = new Set(tracked.split("\0").map((path) => path.split("/")[0] ?? ""));
    const strange = [...names].filter(
      (name) =>
        name !== "" && !known.has(name) && !neverApplied.test(name) && !name.startsWith("Pulumi."),
    );
    expect(strange, "in program-files.ts, or here").to.deep.equal([]);
  });

  it("are of a workload its manifest, and of another environment neither settings nor releases", () => {
    const files = Object.keys(
      filesOfStack(programFiles(sampleRoot()), "staging", ["dev", "staging", "production"]),
    );
    expect(
      files.filter((path) => /^(?:services\/accounts|releases|Pulumi)\b/.test(path)),
    ).to.have.members([
      "services/accounts/deploy.yaml",
      "releases/staging.json",
      "Pulumi.yaml",
      "Pulumi.shared.yaml",
      "Pulumi.staging.yaml",
    ]);
  });

  it("follow no link", () => {
    const root = sampleProject();
    expect(programFiles(root).get("tools")).to.match(/^[0-9a-f]{64}$/);
    expect([...programFiles(root).keys()].filter((path) => path.startsWith("tools/"))).to.be.empty;
  });
});
