import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { releasesFileName } from "../../settings/release";
import { permanentStacks } from "../../settings/stack-name";

/** A state of releases/<environment>.json: when it came in, and whether all that it names have the commit. */
export interface Live {
  readonly at: Date;
  readonly hasAll: boolean;
}

/** Days that code has to have done without something before it goes: as far as a database can be taken back. */
const waitDays = 7;
const dayMilliseconds = 86_400_000;

/**
 * What a contract waits for: that everything which runs has the migration that prepared it, long enough.
 *
 * @param file - the script of that migration.
 * @returns nothing where it need not wait.
 */
export function readinessOf(
  root: string,
  expand: number,
  file: string | undefined,
  now: Date,
): string | undefined {
  if (file === undefined) return `there is no migration ${String(expand)}`;
  const git = gitIn(root);
  const commit = git("log", "--diff-filter=A", "--format=%H", "-1", "--", file);
  if (commit === undefined || commit === "") return `${file} is in no commit yet`;
  const waits = permanentStacks.flatMap((stack) => {
    if (!existsSync(join(root, releasesFileName(stack)))) return [];
    const wait = waitFor(liveHistory(git, releasesFileName(stack), commit), now);
    return wait === undefined ? [] : [`${stack} ${wait}`];
  });
  return waits.length === 0 ? undefined : `${waits.join("; ")} (${file})`;
}

/** @param history - newest first. */
export function waitFor(history: readonly Live[], now: Date): string | undefined {
  const first = history.findIndex(({ hasAll }) => !hasAll);
  const since = (first === -1 ? history : history.slice(0, first)).at(-1)?.at;
  if (since === undefined) return "runs code from before it";
  const days = Math.floor((now.getTime() - since.getTime()) / dayMilliseconds);
  return days < waitDays ? `runs it for ${String(days)} of ${String(waitDays)} days` : undefined;
}

type Git = (...args: readonly string[]) => string | undefined;

function gitIn(root: string): Git {
  return (...args) => {
    try {
      const stdio = ["ignore", "pipe", "ignore"] as const;
      return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: [...stdio] }).trim();
    } catch {
      return undefined;
    }
  };
}

/** What an environment was to run, newest first. A commit that this clone does not have counts as one from before. */
function liveHistory(git: Git, file: string, commit: string): readonly Live[] {
  const log = git("log", "--format=%H %cI", "--", file) ?? "";
  return log
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [state = "", at = ""] = line.split(" ");
      const commits = commitsIn(git("show", `${state}:${file}`) ?? "{}");
      const has = (each: string) => git("merge-base", "--is-ancestor", commit, each) !== undefined;
      return { at: new Date(at), hasAll: commits.length > 0 && commits.every(has) };
    });
}

function commitsIn(json: string): readonly string[] {
  const releases = Object.values(JSON.parse(json) as Record<string, unknown>);
  return releases.flatMap((each) =>
    typeof each === "object" && each !== null && "commit" in each ? [String(each.commit)] : [],
  );
}
