import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./seal";

/** What makes a deployment, or lets it happen: what lies in the checkout beside it is never applied. */
export const applied: readonly string[] = [
  ...[".github/CODEOWNERS", ".github/actions", ".github/workflows", ".npmrc", ".nvmrc", "Makefile"],
  ...["artifacts", "blueprint", "catalog", "components", "database", "deploy", "engine"],
  ...["expressions", "functions", "iam"],
  ...["index.ts", "operations", "package-lock.json", "package.json", "policies", "preview"],
  ...["providers", "releases", "rollout", "sandbox", "scripts", "settings", "tools"],
  "tsconfig.json",
];

/** What is a project's own among that. */
const owned = /^(?:releases|policies\/(?:environments|waivers)\.yaml)$/;

/** Of a workload its manifest alone: its code runs as what a release names by digest. */
const workloads = ["apps", "services"];

/**
 * The hash of every such file below a project's folder, by its path.
 *
 * @param isProject - whether it is the project that is deployed, or only has the code that deploys another one.
 */
export function programFiles(root: string, isProject = true): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string): void => {
    const full = join(root, path);
    const entry = lstatSync(full, { throwIfNoEntry: false });
    if (entry?.isSymbolicLink() === true) files.set(path, hashOf(`link to ${readlinkSync(full)}`));
    else if (entry?.isDirectory() === true) {
      for (const name of readdirSync(full))
        if (isCode(name) && (isProject || !owned.test(`${path}/${name}`))) visit(`${path}/${name}`);
    } else if (entry?.isFile() === true) files.set(path, hashOf(readFileSync(full)));
  };
  for (const path of applied) if (isProject || !owned.test(path)) visit(path);
  if (!isProject) return files;
  const stackFiles = readdirSync(root).filter((name) => /^Pulumi\.(?:.+\.)?yaml$/.test(name));
  for (const path of [...stackFiles, ...workloads.flatMap(manifestsIn(root))]) visit(path);
  return files;
}

/** But for the settings and releases of other stacks: what they do to this one, its other sections say. */
export function filesOfStack(
  files: ReadonlyMap<string, string>,
  stack: string,
  stacks: readonly string[],
): Readonly<Record<string, string>> {
  const others = stack.startsWith("pr-")
    ? []
    : ["pr", ...stacks.filter((other) => other !== stack)];
  const foreign = new Set(
    others.flatMap((other) => [
      `Pulumi.${other}.yaml`,
      `Pulumi.${other}.template.yaml`,
      `releases/${other}.json`,
    ]),
  );
  return Object.fromEntries([...files].filter(([path]) => !foreign.has(path)));
}

/** What a document says nothing reads; packages stand in the lock file. */
function isCode(name: string): boolean {
  return name !== "node_modules" && name !== ".DS_Store" && !name.endsWith(".md");
}

function manifestsIn(root: string): (folder: string) => readonly string[] {
  return (folder) =>
    lstatSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() === true
      ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}/deploy.yaml`)
      : [];
}
