import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readWorkloads } from "../../../settings/read-workloads";
import { sampleOwner } from "../../../tools/init/known";
import { addBuild } from "../../adoption/adopt";
import { copyCode } from "../../support/checkout";
import { fixtureTexts, projectRoot } from "../../support/project";

/** What of the code `make init` reads or writes, and what a recording of its stacks reads. */
const needed = [".github", "README.md", "deploy", "docs", "functions"];

/**
 * A checkout as somebody first has it: everything committed, and the sample's platform in it, by the fixture's settings.
 *
 * @param isWhole - whether all of the code is there, to run it. Default: what `make init` itself needs.
 */
export function newCheckout(folder: string, isWhole = false): void {
  if (isWhole) copyCode(folder);
  else {
    for (const name of needed)
      cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
    symlinkSync(join(projectRoot, "tools"), join(folder, "tools"), "dir");
  }
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "dir");
  for (const [file, text] of fixtureTexts()) {
    if (file.startsWith(".github")) continue;
    write(
      folder,
      file,
      text
        .replaceAll("acme", sampleOwner)
        .replace(/(?:\.\.\/)+settings\/deploy/, "../../settings/deploy"),
    );
  }
  for (const workload of readWorkloads(folder).sound) addBuild(folder, workload);
  const owners = ".github/CODEOWNERS";
  const text = readFileSync(join(folder, owners), "utf8");
  write(folder, owners, text.replace(/@[\w-]+\//g, `@${sampleOwner}/`));
  git(folder, "init", "--quiet");
  commit(folder);
}

export function commit(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "-c", "user.name=T", "-c", "user.email=t@t.example", "commit", "--quiet", "-m", "t");
}

export function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync("git", args, { cwd: folder });
}
