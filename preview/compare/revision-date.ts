import { execFileSync } from "node:child_process";

/**
 * The day a pull request's environment would be made, in a preview of one that is not there yet: that of its newest
 * commit, so that the same revision previews the same whenever it is previewed; today where there is no commit. Whoever
 * knows the day says it in SOURCE_DATE_EPOCH, as seconds, to a process that may not ask git.
 */
export function dateOfRevision(root: string): Date {
  const known = process.env.SOURCE_DATE_EPOCH;
  if (known !== undefined) return new Date(Number(known) * 1000);
  try {
    const args = ["log", "-1", "--format=%cI"];
    const date = execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
    return new Date(date.toString().trim());
  } catch {
    return new Date();
  }
}
