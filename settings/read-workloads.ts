import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseManifest, type Manifest } from "./manifest/manifest";
import { leavesFolder } from "./leaves-folder";
import { parseYaml } from "./parse-text";
import { compareText, type Problem } from "./problem";
import { readText } from "./read-text";
import { resourceName } from "./values";

/** Folders whose own folders are workloads. */
const homes = ["apps", "services"] as const;

export interface Workload {
  readonly name: string;
  /** Its folder relative to the project's root. */
  readonly folder: string;
  /** Its manifest relative to the project's root. */
  readonly file: string;
  readonly manifest: Manifest;
}

export interface Workloads {
  /** Those whose manifest is sound, by name. */
  readonly sound: readonly Workload[];
  /** Names of all, sound or not: a release of a broken one is no mistake. */
  readonly names: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export const workloadName = resourceName("A workload's name.", "accounts");

/** Every folder of apps/ and services/ with its deploy.yaml: a new workload needs no other list. */
export function readWorkloads(root: string): Workloads {
  const sound: Workload[] = [];
  const problems: Problem[] = [];
  const folders = new Map<string, string>();

  for (const home of homes) {
    const path = join(root, home);
    if (existsSync(path) && leavesFolder(root, path)) {
      const got = "a link out of the project's folder";
      problems.push({ file: home, key: "", got, expected: "a folder in it", fix: `rm ${home}` });
      continue;
    }
    for (const name of foldersIn(path)) {
      const folder = `${home}/${name}`;
      const file = `${folder}/deploy.yaml`;
      const other = folders.get(name);
      if (other !== undefined) {
        problems.push({
          file,
          key: "",
          got: `a second workload "${name}"`,
          expected: "one workload of that name",
          fix: `rename ${folder} or ${other}`,
        });
        continue;
      }
      if (!workloadName.safeParse(name).success) {
        problems.push({
          file,
          key: "",
          got: `the folder ${JSON.stringify(name)}`,
          expected:
            "a folder named by 2 to 40 lower-case letters, digits and single hyphens, beginning with a letter",
          fix: `rename the folder: git mv ${JSON.stringify(folder)} ${home}/<name>`,
        });
        continue;
      }
      folders.set(name, folder);
      const text = readText(root, file, "write it; settings/deploy.schema.json describes it");
      const yaml = "value" in text ? parseYaml(file, text.value) : text;
      const manifest = "value" in yaml ? parseManifest(file, yaml.value) : yaml;
      if ("problems" in manifest) problems.push(...manifest.problems);
      else sound.push({ name, folder, file, manifest: manifest.value });
    }
  }
  sound.sort((a, b) => compareText(a.name, b.name));
  return { sound, names: new Set(folders.keys()), problems };
}

function foldersIn(home: string): readonly string[] {
  try {
    return readdirSync(home, { withFileTypes: true })
      .filter(
        (entry) =>
          !entry.name.startsWith(".") &&
          (entry.isDirectory() ||
            (entry.isSymbolicLink() &&
              statSync(join(home, entry.name), { throwIfNoEntry: false })?.isDirectory() === true)),
      )
      .map((entry) => entry.name)
      .sort(compareText);
  } catch {
    // A product without apps or without services is a product.
    return [];
  }
}
