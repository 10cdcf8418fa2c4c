import { readOptions } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import type { Pace } from "./rehearse";

export interface RehearseCommand extends Pace {
  readonly json: boolean;
}

export const usage = `Usage:
  make db-rehearse [ROWS=NUMBER] [RATE=NUMBER] [JSON=1]
  npx tsx database/rehearse/main.ts [--rows NUMBER] [--rate NUMBER] [--json]

    each migration up, back and up again on a PostgreSQL of its own, while the code before it and its own code read
    and write: the locks that it takes, who waits and how long, and what fails
    --rows NUMBER  rows that each table gets (10000)
    --rate NUMBER  statements a second of the old code, and of the new (200)
    --json         all that was measured, as JSON

Exit codes: 0 all went well, 1 something failed, or took another lock than foretold, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseRehearse(argv: readonly string[]): RehearseCommand | "help" {
  const values = readOptions(usage, argv, { texts: ["rows", "rate"], flags: ["json"] });
  if (values === "help") return "help";
  const { rows = "10000", rate = "200", json } = values;
  return { rows: count("--rows", rows), perSecond: count("--rate", rate), json };
}

function count(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`${name}: expected a number from 1, got ${text}\n\n${usage}`);
}
