import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { parseManifest } from "../../../settings/manifest/manifest";
import { parseSettings } from "../../../settings/parse-settings";
import type { Checked } from "../../../settings/problem";
import { parseStackName } from "../../../settings/stack-name";
import { readStackConfig, stackFile } from "../../../settings/stack-file";
import { fixture, sampleProject } from "../../support/project";
import { rowsOf, type Row } from "../../support/reference-page";
import { sampleStacks } from "../../support/sample";

type Path = readonly (string | number)[];

/** The paths of all keys that a file holds; of the items of a list, those of the first. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return pathsIn(value[0], [...path, 0]);
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = [...path, name];
    return [key, ...pathsIn(inner, key)];
  });
}

/** A path as the pages write it. */
function keyOf(path: Path): string {
  return path.join(".").replaceAll(".0", "[]");
}

function without(data: unknown, path: Path): unknown {
  const copy = structuredClone(data);
  const parent = path
    .slice(0, -1)
    .reduce((value, name) => (value as Record<string, unknown>)[name], copy);
  Reflect.deleteProperty(parent as object, path.at(-1) ?? "");
  return copy;
}

/** Whether a parser misses the key itself, whatever else it objects to. */
function misses(checked: Checked<unknown>, path: Path): boolean {
  const name = path.join(".").replaceAll(".0", "[0]");
  const problems = "problems" in checked ? checked.problems : [];
  return problems.some(
    ({ key, got }) => key.replace("platform:", "") === name && got === "nothing",
  );
}

/** What a page says of a key and what a parser does without it. */
function holdsFor(data: object, rows: readonly Row[], parse: (data: unknown) => Checked<unknown>) {
  const said = new Map(rows.map((row) => [row.Key?.replaceAll("`", ""), row]));
  for (const path of pathsIn(data)) {
    const parent = said.get(keyOf(path.slice(0, -1)));
    // The keys of such a map are people's own.
    if (parent?.Value?.startsWith("a map of")) continue;
    const row = said.get(keyOf(path));
    expect(row, `${keyOf(path)} is on the page`).not.to.equal(undefined);
    const missed = misses(parse(without(data, path)), path);
    expect(missed, `${keyOf(path)} is ${row?.Default ?? ""}`).to.equal(row?.Default === "required");
  }
}

describe("docs/reference/settings.md", () => {
  const headings: Readonly<Record<string, readonly string[]>> = {
    permanent: ["Every stack", "Every environment", "dev, staging and production only"],
    ephemeral: ["Every stack", "Every environment", "Pull requests only"],
    shared: ["Every stack", "shared only"],
  };

  for (const stack of sampleStacks) {
    it(`has every key of ${stack}'s file, required exactly where it is missed`, () => {
      const named = parseStackName(stack);
      const file = stackFile(fixture, stack);
      if ("problems" in named || "problems" in file) throw new Error(`${stack} can't be read`);
      const { kind } = named.value;
      const rows = rowsOf("settings.md", (heading) => headings[kind]?.includes(heading) === true);
      const { config } = load(file.value.text.replaceAll("platform:", "")) as { config: object };
      holdsFor(config, rows, (data) => {
        const text = JSON.stringify({ config: data });
        const root = sampleProject({ [`Pulumi.${stack}.yaml`]: text });
        const read = readStackConfig(root, stack);
        return "problems" in read ? read : parseSettings(stack, kind, read.value);
      });
    });
  }
});

describe("docs/reference/deploy-yaml.md", () => {
  const manifests = ["apps", "services"].flatMap((home) =>
    readdirSync(join(fixture, home)).map((name) => join(home, name, "deploy.yaml")),
  );
  for (const file of manifests) {
    it(`has every key of ${file}, required exactly where it is missed`, () => {
      const manifest = load(readFileSync(join(fixture, file), "utf8")) as { target: string };
      const rows = rowsOf(
        "deploy-yaml.md",
        (heading) => heading === "Every workload" || heading.includes(`\`${manifest.target}\``),
      );
      holdsFor(manifest, rows, (data) => parseManifest(file, data));
    });
  }
});
