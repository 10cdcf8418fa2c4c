import { runCommandLine } from "../../operations/command-line";
import { changesRefused, problemsOf } from "../events/event-types";
import { readSchemas, schemasAt } from "../events/read-schemas";
import { upcasters } from "../events/upcasters";
import { readMigrations } from "../migrate/read-migrations";
import { readRules } from "../mask/read-rules";
import { type LintCommand, parseLint, usage } from "./options";
import { describeRefusals, refusalsOf } from "./refusals";
import { unmasked } from "./unmasked";

const exitCodes = { clean: 0, refused: 1, failed: 3 } as const;

async function run({ json, base }: LintCommand): Promise<number> {
  const root = process.cwd();
  const migrations = readMigrations(root);
  const schemas = readSchemas(root);
  const refused = await refusalsOf(root, migrations);
  const bare = unmasked(migrations, readRules(root));
  const refusals = [...refused, ...bare.map((finding) => ({ ...finding, notYet: undefined }))];
  const events = [
    ...problemsOf(schemas, upcasters),
    ...changesRefused(schemasAt(root, base), schemas),
  ];
  const isClean = refusals.length === 0 && events.length === 0;
  const counts = `${String(migrations.length)} migrations, ${String(schemas.size)} versions of events`;
  const text = [
    ...(refusals.length === 0 ? [] : [describeRefusals(refusals)]),
    ...events.map((problem) => `${problem}\n`),
    ...(isClean ? [`${counts}: clean\n`] : []),
  ].join("");
  process.stdout.write(json ? `${JSON.stringify({ refusals, events }, undefined, 2)}\n` : text);
  return isClean ? exitCodes.clean : exitCodes.refused;
}

void runCommandLine({ usage, parse: parseLint, run, failed: exitCodes.failed });
