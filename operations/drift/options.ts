import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../command-line";

export interface DriftCommand {
  readonly stack: string;
}

export const usage = `Usage:
  make drift ENV=NAME
  npx tsx operations/drift/main.ts --stack NAME

    what was changed behind the engine's back, and what an \`up\` made without hearing of it; changes nothing
    --stack NAME  dev, staging, production, shared or pr-<n>

Exit codes: 0 the next \`up\` loses and doubles nothing, 1 a person has to look first, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseDrift(argv: readonly string[]): DriftCommand | "help" {
  const options = { stack: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const stack = requireStack(usage, values.stack);
  return { stack };
}
