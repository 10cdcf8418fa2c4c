import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../settings/usage-error";
import { writeAll } from "./judge";
import type { ReadFile } from "./known";

/** Files as they were committed last. */
export function readCommitted(root: string): ReadFile {
  return (file) => {
    const { status, stdout } = git(root, ["show", `HEAD:${file}`]);
    if (status === 0) return stdout;
    throw new UsageError(`${file} is in no commit: commit the project as it came, then make init`);
  };
}

/** Those of the files that differ from the last commit. */
export function changedSince(root: string, files: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = git(root, [
    "diff",
    "--name-only",
    "-z",
    "HEAD",
    "--",
    ...files,
  ]);
  if (status !== 0) {
    throw new UsageError(
      `make init writes into a git checkout with a commit, so that nothing is lost:\n${stderr.trim()}`,
    );
  }
  return stdout.split("\0").filter((file) => file !== "");
}

/** What would be written, as git shows a change. */
export function difference(before: ReadFile, files: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "platform-init-"));
  try {
    writeAll(join(folder, "now"), new Map([...files.keys()].map((file) => [file, before(file)])));
    writeAll(join(folder, "then"), files);
    return git(folder, ["diff", "--no-index", "--no-prefix", "now", "then"]).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(cwd: string, args: readonly string[]) {
  return spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 2 ** 26 });
}
