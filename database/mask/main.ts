import { columns as aligned } from "../../operations/columns";
import { runCommandLine } from "../../operations/command-line";
import { requireVariable } from "../environment";
import { Failure } from "../failure";
import { parseConnection } from "../server/connection";
import type { RuledTable } from "./columns";
import { neonRules } from "./neon-rules";
import { type MaskCommand, parseMask, usage } from "./options";
import { readRules } from "./read-rules";
import { plan, refresh } from "./refresh";

const exitCodes = { done: 0, refused: 1, defect: 3 } as const;

async function run({ task, into, neon, json }: MaskCommand): Promise<number> {
  const rules = readRules(process.cwd());
  const say = (answer: unknown, text: () => string): number => {
    process.stdout.write(json ? `${JSON.stringify(answer, undefined, 2)}\n` : text());
    return exitCodes.done;
  };
  if (task === "neon") {
    const made = neonRules(rules, neon);
    return say(made, () => `${JSON.stringify(made, undefined, 2)}\n`);
  }
  const meaning = "production's, by the role read_only";
  const source = parseConnection("DATABASE_URL", requireVariable("DATABASE_URL", meaning));
  if (task === "plan") {
    const tables = await plan(source, rules);
    return say(tables, () => describePlan(tables));
  }
  const target = parseConnection("INTO", into);
  const tell = (step: string) => void process.stderr.write(`${step}\n`);
  const done = await refresh({ source, target, rules, tell });
  const { tables, rows } = done;
  return say(done, () =>
    [
      `${target.database} on ${target.host} has ${rows.toLocaleString("en")} masked rows in ${String(tables)} tables.`,
      "  Nothing that was masked, no mail, phone or card was found in what was written.",
      "  Bring its schema up to date: make db-migrate ENV=staging",
      "",
    ].join("\n"),
  );
}

function describePlan(tables: readonly RuledTable[]): string {
  const rows = tables.flatMap(({ ruled, estimatedRows, columns }) => [
    [ruled, `about ${estimatedRows.toLocaleString("en")} rows`],
    ...columns.map(({ name, rule }) => [
      `  ${name}`,
      rule.kind === "keep" ? `keep: ${rule.because}` : rule.kind,
    ]),
  ]);
  return `${aligned(rows).join("\n")}\n`;
}

void runCommandLine({
  usage,
  parse: parseMask,
  run,
  explained: { [exitCodes.refused]: [Failure] },
  failed: exitCodes.defect,
});
