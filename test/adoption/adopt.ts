import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { readWorkloads } from "../../settings/read-workloads";
import { copyCode } from "../support/checkout";
import { fixtureTexts, projectRoot } from "../support/project";

/** Puts a copy of this checkout into a folder, with a platform of another owner in it: the fixture by other names. */
export function adopt(folder: string): void {
  copyCode(folder);
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "dir");
  for (const [file, text] of fixtureTexts()) {
    // Workflows and owners of code are the checkout's.
    if (!file.startsWith(".github")) write(folder, file, renamed(text));
  }
  for (const workload of readWorkloads(folder).sound) addBuild(folder, workload);
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  change(folder, ".github/CODEOWNERS", (text) => text.replace(/@[\w-]+\//g, "@kiosk/"));
}

/** Adds the workload `suppliers`, as README.md says, and releases it everywhere. */
export function addSuppliers(folder: string): void {
  const section = readFileSync(join(projectRoot, "README.md"), "utf8").split(
    "## Add a workload",
  )[1];
  const [, manifest] = /```yaml\n([^]*?)```/.exec(section ?? "") ?? [];
  if (manifest === undefined) throw new Error("README.md shows no yaml of a workload");
  write(folder, "services/suppliers/deploy.yaml", manifest.replace(/^ {3}/gm, ""));
  addBuild(folder, { folder: "services/suppliers", manifest: { target: "aws-ecs" } });
  const release = { version: "0.1.0", commit: "0".repeat(40), digest: `sha256:${"0".repeat(64)}` };
  changeReleases(folder, (releases) => ({ ...releases, suppliers: release }));
}

/** What a workload is built by; the fixture has none, since nobody builds it. */
export function addBuild(
  root: string,
  { folder, manifest }: { readonly folder: string; readonly manifest: { readonly target: string } },
): void {
  for (const file of ["Makefile", "Dockerfile"]) {
    const template = join(root, "deploy", "app-template", manifest.target, file);
    if (existsSync(template)) cpSync(template, join(root, folder, file));
  }
}

/** Removes a workload, for example `services/admin`, and its releases. */
export function removeWorkload(folder: string, workload: string): void {
  rmSync(join(folder, workload), { recursive: true });
  const name = basename(workload);
  changeReleases(folder, (releases) => {
    if (!(name in releases)) throw new Error(`there is no release of ${name}`);
    return Object.fromEntries(Object.entries(releases).filter(([other]) => other !== name));
  });
}

function changeReleases(
  folder: string,
  changed: (releases: Readonly<Record<string, unknown>>) => object,
): void {
  for (const stack of ["dev", "staging", "production"]) {
    change(folder, `releases/${stack}.json`, (text) =>
      JSON.stringify(changed(JSON.parse(text) as Record<string, unknown>)),
    );
  }
}

/** The fixture lies deeper than a project of its own. */
function renamed(text: string): string {
  return text
    .replaceAll("acme.example", "kiosk.example")
    .replaceAll("acme", "kiosk")
    .replace(/(?:\.\.\/)+settings\/deploy/, "../../settings/deploy");
}

function change(folder: string, file: string, changed: (text: string) => string): void {
  write(folder, file, changed(readFileSync(join(folder, file), "utf8")));
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
