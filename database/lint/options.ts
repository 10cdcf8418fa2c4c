import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";

export interface LintCommand {
  readonly json: boolean;
}

export const usage = `Usage:
  make db-lint [JSON=1]
  npx tsx database/lint/main.ts [--json]

    whether each migration in database/migrations leaves the code that runs at work: what it breaks, whom it lets
    wait, and what of it can't be read; and whether each column has a rule in database/mask/rules.yaml
    --json  the refusals and the locks as JSON

Exit codes: 0 nothing is refused, 1 something is, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseLint(argv: readonly string[]): LintCommand | "help" {
  const options = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  return values.help === true ? "help" : { json: values.json ?? false };
}
