import { attempt, run } from "../../artifacts/build/command";
import { UsageError } from "../../settings/usage-error";

/** What of a checkout is not as it was in another revision. */
export interface Difference {
  readonly base: string;
  readonly head: string;
  /** Paths from the project's root, of what was there before or is now: a renamed file is both. */
  readonly files: readonly string[];
  /** Why nothing can be told, so that everything counts as changed. */
  readonly unknown?: string;
}

/**
 * Compares contents, so that it does not matter whether one revision comes from the other, and a shallow clone will do
 * that has both. What is not committed yet counts.
 *
 * @throws UsageError where no revision has that name.
 */
export function differenceTo(root: string, name: string): Difference {
  const git = (...args: readonly string[]) => attempt("git", args, root);
  const commitOf = (revision: string) => {
    const wanted = `${revision}^{commit}`;
    const found = git("rev-parse", "--verify", "--quiet", "--end-of-options", wanted).stdout;
    return /^([0-9a-f]{40,64})\n?$/.exec(found)?.[1];
  };
  const head = commitOf("HEAD");
  if (head === undefined) throw new UsageError("this folder is no git repository with a commit");
  const base = commitOf(name);
  if (base === undefined) {
    // What a push says it replaced: nothing for a new branch, or what a forced push made unreachable.
    if (/^[0-9a-f]{40,64}$/.test(name)) {
      return { base: name, head, files: [], unknown: `this clone has no commit ${name}` };
    }
    const expected =
      "a revision of this clone: git fetch brings it, git fetch --unshallow all of them";
    throw new UsageError(`--base: got "${name}", expected ${expected}`);
  }
  const listed = ["diff", "--name-only", "--no-renames", "--relative", "-z", base, "--"];
  const others = ["ls-files", "--others", "--exclude-standard", "-z"];
  const files = [listed, others].flatMap((args) => namesIn(run("git", args, root)));
  return { base, head, files: [...new Set(files)].sort() };
}

/** Names as git lists them with `-z`: whatever they hold, each is ended by NUL. */
export function namesIn(listed: string): readonly string[] {
  return listed.split("\0").filter((name) => name !== "");
}
