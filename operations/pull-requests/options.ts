import { parseArgs } from "node:util";
import { readArguments } from "../command-line";
import { UsageError } from "../../settings/usage-error";

export interface PlanCommand {
  readonly commit: string | undefined;
  readonly number: number | undefined;
}

export const usage = `Usage:
  make pr-plan [COMMIT=COMMIT] [NUMBER=NUMBER]
  npx tsx operations/pull-requests/main.ts [--commit COMMIT] [--number NUMBER]

    which pull requests are to have an environment and which are not, as outputs of a workflow's step: \`up\`, with their
    commits, and \`down\`. One has the label \`environment\`, is open, of this repository and less than a week old.
    --commit COMMIT  the pull requests whose last commit it is
    --number NUMBER  this one
    without both     what ended in the last three days

    GITHUB_TOKEN     reads pull requests

Exit codes: 0 told, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parsePlan(argv: readonly string[]): PlanCommand | "help" {
  const options = {
    commit: { type: "string" },
    number: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { commit, number } = values;
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit)) {
    throw new UsageError(`--commit: got "${commit}", expected 40 lower-case hex digits`);
  }
  if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number)) {
    throw new UsageError(`--number: got "${number}", expected the number of a pull request`);
  }
  return { commit, number: number === undefined ? undefined : Number(number) };
}
