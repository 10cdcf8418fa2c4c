import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../command-line";

export interface BootstrapCommand {
  readonly stack: string;
  readonly dryRun: boolean;
}

export const usage = `Usage:
  make bootstrap ENV=NAME [DRY_RUN=1]
  npx tsx operations/bootstrap/main.ts --stack NAME [--dry-run]

    makes a stack from nothing, with an administrator's credentials: state, key, what the environment stands on, its first
    \`up\`s, and what is left for people, by name. Looks before each step whether it is done, so that it goes on wherever it
    was stopped; needs aws, gh and, from \`make engine\`, pulumi
    --stack NAME   shared, dev, staging or production, in this order
    --dry-run      prints every step and its commands, and asks nobody

Exit codes: 0 everything is done, 1 something is left for a person, 2 bad input or credentials of another account, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseBootstrap(argv: readonly string[]): BootstrapCommand | "help" {
  const options = {
    stack: { type: "string" },
    "dry-run": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  return { stack: requireStack(usage, values.stack), dryRun: values["dry-run"] === true };
}
