import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt, BuildError, run } from "./command";

export interface Commit {
  /** 40 hex digits. */
  readonly id: string;
  /** When it was made, in seconds since 1970: what a build says of the time. */
  readonly time: number;
}

/** @throws BuildError where the repository has no such commit. */
export function commitOf(root: string, name: string): Commit {
  const found = attempt(
    "git",
    ["log", "-1", "--format=%H %ct", "--end-of-options", name, "--"],
    root,
  );
  const [, id, time] = /^([0-9a-f]{40}) (\d+)$/.exec(found.stdout.trim()) ?? [];
  if (id !== undefined) return { id, time: Number(time) };
  throw new BuildError(
    `this repository has no commit ${name}; a shallow clone has few: \`git fetch --unshallow\``,
  );
}

/** Files below these paths that differ from the last commit, or are not in it. */
export function changedFiles(root: string, paths: readonly string[]): readonly string[] {
  return run("git", ["status", "--porcelain", "--", ...paths], root)
    .split("\n")
    .map((line) => line.slice(3))
    .filter((file) => file !== "");
}

/**
 * Does something in a clone that holds a commit and nothing else, and is gone afterwards: what lies about in the checkout, is
 * ignored or is written as this machine would, is in no build.
 *
 * @throws BuildError
 */
export async function atCommit<Result>(
  root: string,
  { id }: Commit,
  use: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "platform-build-"));
  // Modes of files are part of an image.
  const umask = process.umask(0o022);
  try {
    const asCommitted = [
      "--config",
      "core.autocrlf=false",
      "--config",
      "advice.detachedHead=false",
    ];
    run(
      "git",
      ["clone", "--quiet", "--shared", "--no-checkout", ...asCommitted, root, folder],
      root,
    );
    run("git", ["checkout", "--quiet", "--detach", id], folder);
    return await use(folder);
  } finally {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  }
}
