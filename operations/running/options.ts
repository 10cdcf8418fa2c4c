import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../command-line";

export interface RunningCommand {
  readonly stack: string;
  /** Whether the next `up` is to deploy what does not run. */
  readonly again: boolean;
}

export const usage = `Usage:
  make running ENV=NAME [AGAIN=1]
  npx tsx operations/running/main.ts --stack NAME [--again]

    whether each container service runs what the last \`up\` asked for
    --stack NAME  dev, staging, production or pr-<n>
    --again       has the next \`up\` deploy those that don't

Exit codes: 0 everything runs, or will be deployed again, 1 something does not run, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseRunning(argv: readonly string[]): RunningCommand | "help" {
  const options = {
    stack: { type: "string" },
    again: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { again = false } = values;
  const stack = requireStack(usage, values.stack);
  return { stack, again };
}
