import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseSpec } from "../../settings/load-spec";
import type { Checked, Problem } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { SharedSpec } from "../../blueprint/shared";
import type { StackSpec } from "../../blueprint/stack";

const repository = join(__dirname, "..", "..");
const folders: string[] = [];

/** A text to write, a change to make to the sample's own text, or `null` to remove the file. */
export type Changes = Readonly<Record<string, string | ((text: string) => string) | null>>;

/** A copy of the repository's own settings, manifests and releases, with changes, beside the code that is deployed. */
export function sampleProject(changes: Changes = {}): string {
  const root = mkdtempSync(join(tmpdir(), "settings-"));
  folders.push(root);
  const files = [
    ...readdirSync(repository).filter((file) => /^Pulumi\.(?!pr-).*yaml$/.test(file)),
    ...["dev", "staging", "production"].map((stack) => `releases/${stack}.json`),
    ...["apps", "services"].flatMap((home) =>
      readdirSync(join(repository, home)).map((name) => `${home}/${name}/deploy.yaml`),
    ),
  ];
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(repository, file), join(root, file));
  }
  for (const folder of ["functions", "node_modules"]) {
    symlinkSync(join(repository, folder), join(root, folder), "dir");
  }
  for (const [file, change] of Object.entries(changes)) {
    const path = join(root, file);
    if (change === null) {
      rmSync(path, { recursive: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof change === "string" ? change : changed(path, change));
  }
  return root;
}

function changed(path: string, change: (text: string) => string): string {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`the change to ${path} changes nothing`);
  return after;
}

/** Replaces a text that must be there. */
export function swap(from: string, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

export function parsed(stack: string, root: string): Checked<StackSpec> {
  const config = readStackConfig(root, stack);
  return "problems" in config ? config : parseSpec({ root, stack, config: config.value.values });
}

export function problemsOf(stack: string, changes: Changes): readonly Problem[] {
  const result = parsed(stack, sampleProject(changes));
  return "problems" in result ? result.problems : [];
}

/** The one problem that a change makes. */
export function problemOf(stack: string, changes: Changes): Problem {
  const problems = problemsOf(stack, changes);
  const [only] = problems;
  if (only === undefined || problems.length > 1) {
    throw new Error(`expected one problem, got ${JSON.stringify(problems, null, 2)}`);
  }
  return only;
}

export function environmentOf(stack: string, changes: Changes = {}): EnvironmentSpec {
  const result = parsed(stack, sampleProject(changes));
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  if (result.value.kind !== "environment") throw new Error(`${stack} is no environment`);
  return result.value;
}

export function sharedOf(changes: Changes = {}): SharedSpec {
  const result = parsed("shared", sampleProject(changes));
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  if (result.value.kind !== "shared") throw new Error("shared is an environment");
  return result.value;
}

/** To be called after the tests of a file. */
export function removeSampleProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
