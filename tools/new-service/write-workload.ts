import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadSpec } from "../../settings/load-spec";
import { SettingsError } from "../../settings/problem";
import { readWorkloads, workloadName } from "../../settings/read-workloads";
import { listStacks, readStackConfig } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { homes, type NewServiceCommand } from "./options";

/** How the template calls itself, wherever a workload's own name belongs. */
const placeholder = /newcomer/g;

/**
 * Writes a workload from deploy/app-template, unless a check of the settings objects to it in some environment.
 *
 * @returns its folder, relative to the project's root.
 * @throws UsageError, SettingsError; then nothing is left behind.
 */
export function writeWorkload(root: string, { name, target }: NewServiceCommand): string {
  requireFree(root, name);
  const folder = `${homes[target]}/${name}`;
  const template = join(root, "deploy", "app-template", target);
  for (const file of filesIn(template)) {
    const path = join(root, folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readFileSync(join(template, file), "utf8").replace(placeholder, name));
  }
  try {
    listStacks(root).forEach((stack) => {
      check(root, stack, folder);
    });
  } catch (error) {
    rmSync(join(root, folder), { recursive: true });
    throw error;
  }
  return folder;
}

/** @throws UsageError */
function requireFree(root: string, name: string): void {
  if (!workloadName.safeParse(name).success) {
    const expected =
      "2 to 40 lower-case letters, digits and single hyphens, beginning with a letter";
    throw new UsageError(`--name: got "${name}", expected ${expected}`);
  }
  const taken = Object.values(homes).find((home) => isIn(join(root, home), name));
  if (taken === undefined && !readWorkloads(root).names.has(name)) return;
  throw new UsageError(
    `--name: there is ${taken ?? "services"}/${name} already: choose another name`,
  );
}

function isIn(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).includes(name);
  } catch {
    return false;
  }
}

/** What is wrong elsewhere is not the newcomer's. @throws SettingsError */
function check(root: string, stack: string, folder: string): void {
  const config = readStackConfig(root, stack);
  if ("problems" in config) return;
  try {
    loadSpec({ root, stack, config: config.value.values });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const own = error.problems.filter(({ file }) => file.startsWith(`${folder}/`));
    if (own.length > 0) throw new SettingsError(stack, own);
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
}
