import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The resource types of an installed SDK, each with the source of its class. */
export function sdkTypes(name: string): ReadonlyMap<string, string> {
  const folder = join("node_modules/@pulumi", name);
  const types = new Map<string, string>();
  for (const file of classFiles(folder)) {
    const source = readFileSync(file, "utf8");
    const type = /__pulumiType = '([^']+)'/.exec(source)?.[1];
    if (type !== undefined) types.set(type, file);
  }
  return types;
}

/** Whether a class takes tags as a map; a few take a list of their own. */
export function takesTags(file: string): boolean {
  if (!readFileSync(file, "utf8").includes('resourceInputs["tags"] = args')) return false;
  const declarations = readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8");
  return /Args \{[^]*\n {4}tags\?: pulumi\.Input<\{/.test(declarations);
}

function classFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return readdirSync(path)
        .filter((file) => file.endsWith(".js"))
        .map((file) => join(path, file));
    }
    return entry.name.endsWith(".js") ? [path] : [];
  });
}
