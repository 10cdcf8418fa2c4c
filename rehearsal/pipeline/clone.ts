import { execFileSync } from "node:child_process";
import { appendFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const author = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];

/** A clone of what is committed in a checkout, and one commit more, which changes a Worker. */
export function cloneWithChange(root: string, into: string, module: string): string {
  const git = (folder: string, ...args: string[]): void => {
    execFileSync("git", ["-C", folder, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  };
  git(root, "clone", "--quiet", "--shared", root, into);
  symlinkSync(join(root, "node_modules"), join(into, "node_modules"), "dir");
  appendFileSync(join(into, module), "\n// A change, to be rehearsed.\n");
  git(
    into,
    ...author,
    "-c",
    "commit.gpgsign=false",
    "commit",
    "--quiet",
    "--all",
    "--message",
    "Change a Worker",
  );
  return into;
}
