import { runCommandLine } from "../../operations/command-line";
import { readMigrations } from "../migrate/read-migrations";
import { readRules } from "../mask/read-rules";
import { type LintCommand, parseLint, usage } from "./options";
import { describeRefusals, refusalsOf } from "./refusals";
import { unmasked } from "./unmasked";

const exitCodes = { clean: 0, refused: 1, failed: 3 } as const;

async function run({ json }: LintCommand): Promise<number> {
  const migrations = readMigrations(process.cwd());
  const refused = await refusalsOf(process.cwd(), migrations);
  const bare = unmasked(migrations, readRules(process.cwd()));
  const refusals = [...refused, ...bare.map((finding) => ({ ...finding, notYet: undefined }))];
  const clean = `${String(migrations.length)} migrations: clean\n`;
  const text = refusals.length === 0 ? clean : describeRefusals(refusals);
  process.stdout.write(json ? `${JSON.stringify(refusals, undefined, 2)}\n` : text);
  return refusals.length === 0 ? exitCodes.clean : exitCodes.refused;
}

void runCommandLine({ usage, parse: parseLint, run, failed: exitCodes.failed });
