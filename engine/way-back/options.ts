import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface WayBackCommand {
  readonly stack: string;
  /** Where the journal of the environment is; nothing where what the files name is taken to run. */
  readonly journal: string | undefined;
}

export const usage = `Usage:
  make rehearse-rollback ENV=NAME [JOURNAL=URL]
  node --import tsx engine/way-back/main.ts --stack NAME [--journal URL]

    makes the environment on emulated clouds as it runs, begins the release of releases/<NAME>.json, lets it fail, and
    compares what serves afterwards with what served before
    --stack NAME   dev, staging, production or pr-<n>
    --journal URL  file://<folder> of a copy of the journal, for what runs (default: what the files name, called otherwise)

Exit codes: 0 the way back leads back, 1 it does not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseWayBack(argv: readonly string[]): WayBackCommand | "help" {
  const options = {
    stack: { type: "string" },
    journal: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { journal } = values;
  const stack = requireStack(usage, values.stack);
  if (journal !== undefined && !journal.startsWith("file://")) {
    throw new UsageError(
      `--journal: got "${journal}", expected file://<folder>: nothing here asks a network`,
    );
  }
  return { stack, journal };
}
