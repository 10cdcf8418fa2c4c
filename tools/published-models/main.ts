import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { publishedActionsOf, publishedBy } from "./actions";
import { describeCoverage } from "./coverage";
import { recordedInputs } from "./recorded-inputs";
import { buildTables, type Tables, UndecidedError } from "./tables";

const home = resolve(__dirname, "..", "..");
const folder = join(home, "sandbox", "check");

/** Writes what sandbox/check and sandbox/identities read out of the published models, or with `--check` says whether it is still so. */
async function main(argv: readonly string[]): Promise<void> {
  const recorded = await recordedInputs(home);
  const files = [...(await filesOf(buildTables(home, recorded))), await actionsFile()];
  if (!argv.includes("--check")) {
    for (const [file, text] of files) writeFileSync(file, text);
    return;
  }
  const stale = files.filter(([file, text]) => readFileSync(file, "utf8") !== text);
  for (const [file] of stale) process.stderr.write(`${file} is not what the models say\n`);
  if (stale.length > 0) {
    process.stderr.write("write them anew with: npm run published-models\n");
    process.exitCode = 1;
  }
}

async function filesOf(tables: Tables): Promise<readonly (readonly [string, string])[]> {
  const { inputs, rules, sources } = tables;
  const readme = join(folder, "README.md");
  return Promise.all([
    formatted(join(folder, "published", "inputs.json"), linesOf(inputs)),
    formatted(join(folder, "published", "rules.json"), JSON.stringify({ sources, rules })),
    formatted(readme, describeCoverage(readFileSync(readme, "utf8"), tables)),
  ]);
}

/** What sandbox/identities reads: one line for each action. */
async function actionsFile(): Promise<readonly [string, string]> {
  const actions = Object.entries(publishedActionsOf()).map(
    ([action, published]) => `${JSON.stringify(action)}: ${JSON.stringify(published)}`,
  );
  const file = join(home, "sandbox", "identities", "aws", "published.json");
  return formatted(
    file,
    `{"source": ${JSON.stringify(publishedBy)}, "actions": {\n${actions.join(",\n")}\n}}`,
  );
}

/** One line for each input. */
function linesOf(inputs: Tables["inputs"]): string {
  const types = Object.entries(inputs).map(([type, paths]) => {
    const lines = Object.entries(paths).map(
      ([path, input]) => `${JSON.stringify(path)}: ${JSON.stringify(input)}`,
    );
    return `${JSON.stringify(type)}: {\n${lines.join(",\n")}\n}`;
  });
  return `{\n${types.join(",\n")}\n}`;
}

async function formatted(file: string, text: string): Promise<readonly [string, string]> {
  return [file, await format(text, { ...(await resolveConfig(file)), filepath: file })];
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isMistake = error instanceof UndecidedError;
  process.stderr.write(
    isMistake
      ? `${error.message}\nDecide in tools/published-models/mapping what they are held against, or why against nothing.\n`
      : `${String(error)}\n`,
  );
  process.exitCode = 1;
});
