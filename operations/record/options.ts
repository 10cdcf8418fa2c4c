import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../command-line";
import { UsageError } from "../../settings/usage-error";

export interface RecordCommand {
  readonly stack: string;
  /** What `make build JSON=1` printed. */
  readonly file: string;
  /** What git calls the revision before. */
  readonly base: string;
  readonly journal: string | undefined;
}

export const usage = `Usage:
  make record ENV=NAME FILE=BUILDS BASE=REF [JOURNAL=URL]
  npx tsx operations/record/main.ts --stack NAME --file BUILDS --base REF [--journal URL]

    writes into releases/<NAME>.json what is to run: what was built now; else what the file says, where it changed since
    BASE; else what runs by the journal, so that a release takes nothing back that nobody wrote down
    --stack NAME   dev or staging: production takes what ran in staging (make promote)
    --file BUILDS  what \`make build JSON=1\` printed
    --base REF     the revision before
    --journal URL  s3://<bucket> or file://<folder> (default: beside the state)

Exit codes: 0 written, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseRecord(argv: readonly string[]): RecordCommand | "help" {
  const options = {
    stack: { type: "string" },
    file: { type: "string" },
    base: { type: "string" },
    journal: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { file = "", base = "", journal } = values;
  const stack = requireStack(usage, values.stack);
  if (stack !== "dev" && stack !== "staging") {
    throw new UsageError(`--stack: got "${stack}", expected dev or staging\n\n${usage}`);
  }
  if (file === "" || base === "") throw new UsageError(`--file and --base are needed\n\n${usage}`);
  return { stack, file, base, journal };
}
