import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface JudgeCommand {
  readonly file: string;
  readonly svg: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make judge FILE=SERIES [SVG=FILE] [JSON=1]
  npx tsx tools/judge/main.ts --file SERIES [--svg FILE] [--json]

    what becomes of a release whose counts were recorded, minute by minute, and why
    --file SERIES  JSON: { service, startedAt, errorRate, monitoringPeriod, minutes: [{ at, candidate, baseline }] },
                   each version with { requests, errors, slow }
    --svg FILE     draws it as a picture too
    --json         prints what was decided after each minute, for machines

Exit codes: 0 promote, 1 roll back, 2 bad input, 3 failed, 4 hold.
`;

/** @throws UsageError that says what is expected. */
export function parseJudge(argv: readonly string[]): JudgeCommand | "help" {
  const options = {
    file: { type: "string" },
    svg: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { file = "", svg, json = false } = values;
  if (file.trim() === "") throw new UsageError(`--file is missing\n\n${usage}`);
  return { file, svg, json };
}
