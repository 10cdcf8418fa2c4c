import { parseArgs } from "node:util";
import { readArguments } from "../operations/command-line";
import { workloadMeant } from "../settings/choose-workloads";
import { stackMeant } from "../settings/stack-name";
import { UsageError } from "../settings/usage-error";
import type { FaultName } from "./faults/fault.mjs";

export interface RehearseCommand {
  readonly stack: string;
  /** What is wrong with the second release. */
  readonly fault: FaultName;
  /** The workload that it is in; nothing chooses a Worker, or for a crash a container. */
  readonly workload: string | undefined;
  /** Requests a second. */
  readonly rate: number;
  /** How many seconds of the environment pass in one here. */
  readonly speed: number;
  /** Where what it makes is kept, as it was written; nothing is a cache outside the checkout. */
  readonly folder: string | undefined;
  readonly json: string | undefined;
}

const faults = ["errors", "slow", "leak", "crash"] as const;

export const usage = `Usage:
  make rehearse [BAD=FAULT] [IN=WORKLOAD] [ENV=STACK] [RATE=NUMBER] [SPEED=NUMBER] [FOLDER=DIR] [JSON=FILE]
  npx tsx rehearsal/main.ts [options]

    a good release and a bad one on this machine, under load: the workloads themselves, the real engine on emulated
    clouds, and an edge that splits requests as these say; needs what \`make engine\` finds or builds
    --bad FAULT      what is wrong with the second release (default: errors)
      errors  one request in eight fails
      slow    one request in three takes seconds
      leak    each request takes longer than the one before
      crash   the process ends, or the Worker throws, at each 25th request
    --in WORKLOAD    the workload that it is in (default: a Worker; of a crash a container)
    --stack STACK    staging or production (default: production)
    --rate NUMBER    requests a second (default: 700)
    --speed NUMBER   how many seconds of the environment one second here is (default: 60)
    --folder DIR     where the environment is kept for the next time, and what it left (default: a cache, see below)
    --json FILE      writes what was counted

The first time it makes the environment, and again whenever the checkout has changed; it keeps it beside the engine's own cache,
in ~/.cache/platform-rehearsal, with the logs of the last rehearsal in run/sandbox.

Exit codes: 0 the good release was verified and the bad one taken back, no request was lost, and the bad version got no
more than its share; 1 something of that did not hold; 2 bad input; 3 failed.
`;

const options = {
  bad: { type: "string" },
  in: { type: "string" },
  stack: { type: "string" },
  rate: { type: "string" },
  speed: { type: "string" },
  folder: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError that says what is expected. */
export function parseRehearse(argv: readonly string[]): RehearseCommand | "help" {
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { bad = "errors" } = values;
  const stack = stackMeant(values.stack ?? "production");
  const fault = faults.find((name) => name === bad);
  if (fault === undefined) {
    throw new UsageError(`--bad: got "${bad}", expected one of ${faults.join(", ")}`);
  }
  if (stack !== "staging" && stack !== "production") {
    throw new UsageError(`--stack: got "${stack}", expected staging or production`);
  }
  return {
    stack,
    fault,
    workload: values.in && workloadMeant(values.in),
    rate: numberIn("rate", values.rate ?? "700"),
    speed: numberIn("speed", values.speed ?? "60"),
    folder: values.folder,
    json: values.json,
  };
}

function numberIn(option: string, text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new UsageError(`--${option}: got "${text}", expected a number above 0`);
}
