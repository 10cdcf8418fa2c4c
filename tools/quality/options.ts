import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";

export interface QualityCommand {
  /** What git calls the revision before; without it nothing is new. */
  readonly base: string | undefined;
}

export const usage = `Usage:
  make quality [BASE=REF]
  npx tsx tools/quality/main.ts [--base REF]

    whether tests cover 80 % of the new lines, by coverage/lcov.info of \`make test\`, and no more than 3 % of lines are copies:
    100 tokens on 10 lines that stand somewhere else as well. \`make quality\` checks and tests first.
    --base REF  what the lines are new against, for example origin/develop (default: none is new)

Exit codes: 0 good enough, 1 not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseQuality(argv: readonly string[]): QualityCommand | "help" {
  const options = { base: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  return values.help === true ? "help" : { base: values.base };
}
