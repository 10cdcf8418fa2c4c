import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sampleOwner } from "../../../tools/init/known";
import { copyCode } from "../../support/checkout";
import { fixtureTexts, projectRoot } from "../../support/project";

/** A checkout as somebody first has it: everything committed, and the sample's platform in it, by the fixture's settings. */
export function newCheckout(folder: string): void {
  copyCode(folder);
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
