import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const author = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];

/** A clone of what is committed in a checkout, and one commit more, which adds these texts to the ends of files. */
export function cloneWithCommit(
  root: string,
  into: string,
  added: Readonly<Record<string, string>>,
): string {
  git(root, "clone", "--quiet", "--shared", root, into);
  symlinkSync(join(root, "node_modules"), join(into, "node_modules"), "dir");
  for (const [file, text] of Object.entries(added)) {
    mkdirSync(dirname(join(into, file)), { recursive: true });
    appendFileSync(join(into, file), text);
  }
  commit(into, "Change something", Object.keys(added));
  return into;
}

export function commit(folder: string, message: string, files: readonly string[]): void {
  git(folder, "add", "--", ...files);
  git(folder, ...author, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", message);
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync("git", ["-C", folder, ...args], { stdio: ["ignore", "ignore", "pipe"] });
}
