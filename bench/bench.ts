import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Progress } from "../preview/start/progress";
import { UsageError } from "../settings/usage-error";
import { measureBackup } from "./backup/backup";
import { measureCdk } from "./cdk";
import type { BenchContext } from "./context";
import { measureEngine } from "./engine";
import type { Section } from "./figures";
import { measureGrowth } from "./growth";
import { measureJudging } from "./judging";
import { CommandError } from "./measure";
import { measureMasking } from "./masking/masking";
import { measureMemory } from "./memory";
import { parseOptions, parts, usage, type Part } from "./options";
import { describeMachine, renderMachine, renderSection, type BenchReport } from "./report";
import { measureSample } from "./sample";

const exitCodes = { measured: 0, failed: 1, badInput: 2 } as const;
const mostSlowRuns = 5;

const measures: Readonly<Record<Part, (context: BenchContext) => AsyncGenerator<Section>>> = {
  sample: measureSample,
  cdk: measureCdk,
  growth: measureGrowth,
  memory: measureMemory,
  judging: measureJudging,
  engine: measureEngine,
  backup: measureBackup,
  masking: measureMasking,
};

/** The command line of `npm run bench`; a missed limit is a result, not a failure. */
async function main(argv: readonly string[], home: string): Promise<number> {
  const options = parseOptions(argv, home);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.measured;
  }
  const progress = new Progress(process.stderr);
  const scratch = mkdtempSync(join(tmpdir(), "bench-"));
  const context: BenchContext = {
    home,
    scratch,
    cdk: options.cdk,
    runs: options.runs,
    slowRuns: Math.min(options.runs, mostSlowRuns),
    say: (text) => {
      progress.say(text);
    },
  };
  const machine = describeMachine();
  const sections: Section[] = [];
  process.stdout.write(renderMachine(machine));
  try {
    for (const part of parts.filter((name) => options.only.includes(name))) {
      for await (const section of measures[part](context)) {
        progress.clear();
        process.stdout.write(renderSection(section));
        sections.push(section);
      }
    }
  } finally {
    progress.clear();
    rmSync(scratch, { recursive: true, force: true });
  }
  if (options.json !== undefined) {
    const report: BenchReport = { ...machine, sections };
    writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  return exitCodes.measured;
}

function failureOf(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    return exitCodes.badInput;
  }
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
  throw error;
}

void main(process.argv.slice(2), dirname(__dirname))
  .catch(failureOf)
  .then((code) => {
    process.exitCode = code;
  });
