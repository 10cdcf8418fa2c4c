import { parseArgs } from "node:util";
import { readArguments, runCommandLine } from "../../operations/command-line";
import { refusals } from "../../operations/disaster/follow";
import { isGo, scenarioMeant } from "../../operations/disaster/options";
import { spelled } from "../../operations/disaster/report";
import type { ScenarioName } from "../../operations/disaster/scenarios";
import { stackMeant } from "../../settings/stack-name";

interface Command {
  readonly stack: string;
  readonly scenario: ScenarioName;
  /** Whether a person decides before a cloud has found out. */
  readonly isDecided: boolean;
  readonly json: boolean;
}

const usage = `Usage:
  make rehearse-disaster SCENARIO=WHAT [ENV=STACK] [SAY=go] [JSON=1]
  npx tsx rehearsal/disaster/main.ts --scenario WHAT [--stack STACK] [--say go] [--json]

    has emulated clouds fail as they are declared, does what \`make disaster\` does about it, and goes back; a database is a
    PostgreSQL of its own, with the checkout's schema. Needs no account and no engine
    --scenario WHAT  region, corruption, bug or data-centre
    --stack STACK    default: production
    --say go         a person decides after a minute, before Cloudflare has found out
    --json           what was measured, for programs

Exit codes: 0 everything came back, and went back; 1 something did not; 2 bad input; 3 a step failed.
`;

function parse(argv: readonly string[]): Command | "help" {
  const [text, flag] = [{ type: "string" }, { type: "boolean" }] as const;
  const options = {
    stack: text,
    scenario: text,
    say: text,
    json: flag,
    help: { ...flag, short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { stack = "production", scenario, say, json = false } = values;
  const isDecided = isGo(say);
  return { stack: stackMeant(stack), scenario: scenarioMeant(scenario), isDecided, json };
}

async function run({ stack, json, ...disaster }: Command): Promise<number> {
  // Only now: the program and the SDK take a second to load.
  const { rehearseDisaster } = await import("./rehearse.js");
  const out = json ? process.stderr : process.stdout;
  const rehearsed = await rehearseDisaster(process.cwd(), stack, disaster, (line) => {
    out.write(`${line}\n`);
  });
  const { seconds, within, problems } = rehearsed;
  const verdict = seconds > within ? `${spelled(seconds - within)} TOO LONG` : "in time";
  out.write(`\n${disaster.scenario}: ${spelled(seconds)} of ${spelled(within)}, ${verdict}\n`);
  for (const problem of problems) out.write(`! ${problem}\n`);
  if (json) process.stdout.write(`${JSON.stringify(rehearsed, undefined, 2)}\n`);
  return problems.length === 0 ? 0 : 1;
}

void runCommandLine({ usage, parse, run, explained: { 3: refusals }, failed: 3 });
