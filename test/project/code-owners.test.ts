import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readStackConfig } from "../../settings/stack-file";
import { projectRoot } from "../support/project";

describe("CODEOWNERS", () => {
  const lines = readFileSync(join(projectRoot, ".github/CODEOWNERS"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/u));

  /** Of the patterns in use: everything, a folder, a file, and names that begin alike. */
  function ownersOf(path: string): readonly string[] {
    const matching = lines.filter(([pattern = ""]) => {
      const start = pattern.replace(/^\//u, "").replace(/\*$/u, "");
      return /[/*]$/u.test(pattern) ? path.startsWith(start) : path === start;
    });
    return matching.at(-1)?.slice(1) ?? [];
  }

  /** A team of the organisation that owns the repository: GitHub passes over any other. */
  function team(name: string): string {
    const config = readStackConfig(projectRoot, "shared");
    if ("problems" in config) throw new Error(JSON.stringify(config.problems));
    const github = JSON.parse(config.value.values["platform:github"] ?? "{}") as { owner: string };
    return `@${github.owner}/${name}`;
  }

  for (const path of [
    ".github/workflows/deploy.yml",
    ".github/CODEOWNERS",
    "policies/environments.yaml",
    "policies/waivers.yaml",
    "components/base/break-glass.ts",
    "components/delivery/deploy-permissions.ts",
    "components/delivery/deploy-roles.ts",
    "components/delivery/deployment-gate.ts",
    "components/delivery/permissions-boundary.ts",
    "components/delivery/repository-rules.ts",
    "Pulumi.shared.yaml",
  ]) {
    it(`lets nobody but the security team approve a change of ${path}`, () => {
      expect(existsSync(join(projectRoot, path)), "the file has moved").to.equal(true);
      expect(ownersOf(path)).to.deep.equal([team("security")]);
    });
  }

  it("gives every other file an owner", () => {
    expect(ownersOf("components/cell/cell.ts")).to.deep.equal([team("platform")]);
  });
});
