import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { manifestSchema } from "../settings/manifest/manifest";
import { settingsSchemas } from "../settings/stack/settings";
import { readStackConfig } from "../settings/stack-file";
import { keysOf, type SchemaKey } from "./support/schema-keys";

const readme = readFileSync("README.md", "utf8");
const documents = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ".github/pull_request_template.md",
  "docs/decisions.md",
  "docs/runbooks/bootstrap.md",
  "docs/runbooks/teardown.md",
];

/** A row of a table: the keys of its first cell, and the other cells. */
interface Row {
  readonly key: string;
  readonly cells: readonly string[];
}

/** The table below a heading, one entry per key of its first column. */
function tableUnder(heading: string): readonly Row[] {
  const section = readme.split(`\n### ${heading}\n`)[1] ?? readme.split(`\n## ${heading}\n`)[1];
  if (section === undefined) throw new Error(`README.md has no section "${heading}"`);
  const [, ...lines] = section.split("\n## ")[0]?.match(/^\|.*\|$/gm) ?? [];
  return lines.slice(1).flatMap((line) => {
    const [first = "", ...cells] = line.split("|").slice(1, -1);
    const keys = [...first.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
    return keys.map((key) => ({ key, cells: cells.map((cell) => cell.trim()) }));
  });
}

/** What a table says of each key: of whom it is, and whether and with what it may be absent. */
function said(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ key, cells }) => [key, `${cells[0] ?? ""}: ${absent(cells)}`]),
  );
}

function absent(cells: readonly string[]): string {
  const text = cells.at(-1) ?? "";
  return text === "required" || text === "Pulumi.yaml" || text.startsWith("`") ? text : "optional";
}

function absentOf({ key, required, default: value }: SchemaKey): string {
  if (isPreset(key)) return "Pulumi.yaml";
  if (required) return "required";
  const literal = ["string", "number", "boolean"].includes(typeof value);
  return literal ? `\`${String(value)}\`` : "optional";
}

/** Whether Pulumi.yaml has a value for the key. */
function isPreset(key: string): boolean {
  const [top = "", ...path] = key.split(".");
  let value: unknown = presets[top];
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  return value !== undefined;
}

const presets: Readonly<Record<string, unknown>> = (() => {
  const config = readStackConfig(process.cwd(), "dev");
  if ("problems" in config) throw new Error("Pulumi.dev.yaml can't be read");
  return Object.fromEntries(
    Object.entries(config.value.values)
      .filter(([key]) => !config.value.ownKeys.includes(key))
      .map(([key, text]) => [
        key.replace(/^platform:/, ""),
        /^[[{]/.test(text) ? JSON.parse(text) : text,
      ]),
  );
})();

/** Which of several schemas have a key, in the words of the table's second column. */
function expected(
  schemas: Readonly<Record<string, readonly SchemaKey[]>>,
  words: (having: readonly string[]) => string,
): Record<string, string> {
  const keys = new Map<string, { readonly key: SchemaKey; readonly having: string[] }>();
  for (const [name, all] of Object.entries(schemas)) {
    for (const key of all) {
      const known = keys.get(key.key) ?? { key, having: [] };
      known.having.push(name);
      keys.set(key.key, known);
    }
  }
  return Object.fromEntries(
    [...keys].map(([name, { key, having }]) => [name, `${words(having)}: ${absentOf(key)}`]),
  );
}

describe("README.md", () => {
  it("has every setting: which stacks have it and what stands for it when it is absent", () => {
    const { permanent, ephemeral, shared } = settingsSchemas;
    const schemas = {
      permanent: keysOf(permanent),
      "`pr-<n>`": keysOf(ephemeral),
      shared: keysOf(shared),
    };
    const words = (having: readonly string[]) =>
      ({ 1: having[0], 2: "environments", 3: "all" })[having.length] ?? "";
    expect(said(tableUnder("Settings"))).to.deep.equal(expected(schemas, words));
  });

  it("has every key of a deploy.yaml: which targets have it and what stands for it when it is absent", () => {
    const schemas = Object.fromEntries(
      manifestSchema.options.map((option) => [option.shape.target.value, keysOf(option)]),
    );
    const words = (having: readonly string[]) => (having.length === 3 ? "all" : having.join(", "));
    expect(said(tableUnder("deploy.yaml"))).to.deep.equal(expected(schemas, words));
  });

  it("shows lines that `make preview` prints, but for its counts", () => {
    const shown = /\$ make preview\n([^`]+)```/.exec(readme)?.[1]?.trim().split("\n") ?? [];
    const { stdout } = spawnSync(process.execPath, ["preview/start.mjs", "preview"], {
      encoding: "utf8",
    });
    const blurred = (line: string) => line.replace(/[\d,]+/g, "0").replace(/(?: |─)+/g, " ");
    const printed = stdout.split("\n").map(blurred);
    const lines = shown.filter((line) => line.trim() !== "…" && line !== "");
    expect(lines).to.have.length.greaterThan(10);
    let from = 0;
    for (const line of lines) {
      const at = printed.indexOf(blurred(line), from);
      expect(at, `"${line}" after line ${String(from)} of the output`).to.be.at.least(from);
      from = at + 1;
    }
  });

  it("says what each folder is for", () => {
    const folders = readdirSync(".", { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() && !/^(?:node_modules|coverage|\.(?!github$).*)$/.test(entry.name),
      )
      .map(({ name }) => `${name}/`);
    const rows = tableUnder("Folders").map(({ key }) => key);
    expect(rows.filter((key) => /^[^/]+\/$/.test(key)).sort()).to.deep.equal(folders.sort());
    for (const row of rows) expect(existsSync(row), row).to.equal(true);
  });

  it("names only commands that are there", () => {
    const targets = readFileSync("Makefile", "utf8");
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const file of documents) {
      const text = readFileSync(file, "utf8");
      for (const [, target = ""] of text.matchAll(/(?:`|^(?:\$ )?)make ([a-z-]+)/gm)) {
        const known = new RegExp(`^${target}:`, "m");
        expect(known.test(targets) || workloadTargets.includes(target), `make ${target}`).to.equal(
          true,
        );
      }
      for (const [, script = ""] of text.matchAll(/\bnpm run ([a-z:-]+)/g)) {
        expect(scripts, `npm run ${script} in ${file}`).to.have.property(script);
      }
      for (const [, script = ""] of text.matchAll(
        /\bnpx (?:tsx|mocha)(?: --config \S+)? ([\w./-]+\.ts)/g,
      )) {
        expect(existsSync(script), `${script} in ${file}`).to.equal(true);
      }
    }
  });

  it("links, with the other documents, to files and headings that are there", () => {
    for (const file of documents) {
      for (const [, link = ""] of readFileSync(file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)) {
        if (link.startsWith("https://")) continue;
        const [path = "", heading] = link.split("#");
        const target = path === "" ? file : join(dirname(file), path);
        expect(existsSync(target), `${link} in ${file}`).to.equal(true);
        if (heading === undefined) continue;
        expect(headingsOf(target), `${link} in ${file}`).to.include(heading);
      }
    }
  });
});

/** Targets of every workload's own Makefile (deploy/shared.mk). */
const workloadTargets = ["install", "build", "test", "health"];

/** Anchors that GitHub gives a document's headings. */
function headingsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
