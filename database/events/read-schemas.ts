import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../settings/usage-error";
import type { Schema } from "./event-type";
import { schemasFolder, type Schemas, validatorOf } from "./event-types";

const namePattern = /^[A-Z][A-Za-z0-9]*\.[1-9]\d*\.json$/;

/** The schemas of a checkout. @throws UsageError with everything that is wrong with their files. */
export function readSchemas(root: string): Schemas {
  const folder = join(root, schemasFolder);
  if (!existsSync(folder)) return new Map();
  return parsed(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
}

/**
 * Those of a revision.
 *
 * @param base - Default: where this branch left the remote's main branch, or the last commit where there is no remote.
 * @throws UsageError where it is none.
 */
export function schemasAt(root: string, base: string | undefined): Schemas {
  const git = (...args: readonly string[]) =>
    execFileSync("git", [...args], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const found = (...args: readonly string[]): readonly string[] => {
    try {
      return [git(...args)];
    } catch {
      return [];
    }
  };
  const left = ["origin/HEAD", "origin/main"].flatMap((ref) => found("merge-base", "HEAD", ref));
  const ref = base ?? left[0] ?? "HEAD";
  const [commit] = found("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (commit === undefined) {
    if (base === undefined) return new Map();
    throw new UsageError(
      `BASE: got ${base}, expected a branch, a tag or a commit: git fetch origin`,
    );
  }
  const files = git("ls-tree", "--name-only", commit, `${schemasFolder}/`)
    .split("\n")
    .filter(Boolean);
  return parsed(
    files.map((file) => [file.slice(schemasFolder.length + 1), git("show", `${commit}:./${file}`)]),
  );
}

function parsed(files: readonly (readonly [file: string, text: string])[]): Schemas {
  const problems: string[] = [];
  const schemas = new Map<string, Schema>();
  for (const [file, text] of files) {
    try {
      if (!namePattern.test(file)) throw new Error("expected a name like OrderPlaced.1.json");
      const schema = JSON.parse(text) as Schema;
      validatorOf(schema);
      schemas.set(file.replace(/\.json$/, ""), schema);
    } catch (error) {
      problems.push(`${schemasFolder}/${file}: ${error instanceof Error ? error.message : ""}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return schemas;
}
