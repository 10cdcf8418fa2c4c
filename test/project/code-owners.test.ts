import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { type Ownership, readCodeOwners } from "../../settings/code-owners";
import type { Checked } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { projectRoot } from "../support/project";
import { some } from "../support/some";

/** What judges a change or runs before it is judged, and who may do what: nobody but the security team approves it. */
const guarded = [
  ".ci/",
  ".githooks/",
  ".github/",
  ".npmrc",
  ".nvmrc",
  "Makefile",
  "Pulumi.shared.yaml",
  "Pulumi.yaml",
  "catalog/",
  "components/base/break-glass.ts",
  "components/delivery/",
  "index.ts",
  "operations/",
  "package-lock.json",
  "package.json",
  "policies/",
  "preview/",
  "providers/",
  "sandbox/",
  "settings/",
  "tools/",
  "tsconfig.json",
];

describe("CODEOWNERS", () => {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: projectRoot,
    encoding: "utf8",
  }).split("\n");
  const lines = checked(readCodeOwners(projectRoot));

  for (const path of guarded) {
    it(`lets nobody but the security team approve a change of ${path}`, () => {
      const inside = files.filter((file) => file === path || file.startsWith(path));
      for (const file of some(inside)) {
        expect(ownersOf(file, lines), file).to.deep.equal([`@${owner()}/security`]);
      }
    });
  }

  it("leaves nothing at the top of the repository to nobody", () => {
    const top = new Set(files.map((file) => file.replace(/\/.*$/u, "/")));
    for (const path of some(top)) expect(ownersOf(path, lines), path).not.to.be.empty;
  });

  it("names nothing that has moved", () => {
    for (const line of some(lines)) {
      expect(
        files.some((file) => matches(line, file)),
        line.place,
      ).to.equal(true);
    }
  });
});

/** The owners of the last line that matches. */
function ownersOf(path: string, lines: readonly Ownership[]): readonly string[] {
  return lines.filter((line) => matches(line, path)).at(-1)?.owners ?? [];
}

/** Of the patterns in use: everything, a folder, a file, and names that begin and end alike. */
function matches({ pattern }: Ownership, path: string): boolean {
  const [start = "", end] = pattern.replace(/^\//u, "").split("*");
  if (end !== undefined) return path.startsWith(start) && path.endsWith(end);
  return start.endsWith("/") ? path.startsWith(start) : path === start;
}

/** The organisation that owns the repository: GitHub passes over any other's teams. */
function owner(): string {
  const { values } = checked(readStackConfig(projectRoot, "shared"));
  return (JSON.parse(values["platform:github"] ?? "{}") as { owner: string }).owner;
}

function checked<T>(result: Checked<T>): T {
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
