import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "./project";

const notCopied = ["node_modules", ".git", "coverage", ".sandbox"];

/** The project as a repository of its own with one commit on `main`, which a test may change; packages are this one's. */
export function sampleRepository(folder: string): string {
  const root = join(folder, "repository");
  cpSync(projectRoot, root, {
    recursive: true,
    filter: (path) => !notCopied.includes(basename(path)),
  });
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(join(projectRoot, "node_modules"))) {
    if (name === ".cache") continue;
    symlinkSync(join(projectRoot, "node_modules", name), join(root, "node_modules", name));
  }
  const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "-A"],
    ["commit", "-qm", "sample"],
  ]) {
    execFileSync("git", [...author, ...args], { cwd: root });
  }
  return root;
}
