import { parseArgs } from "node:util";
import { UsageError } from "../../settings/usage-error";
import { readArguments } from "../command-line";

export interface ApprovedCommand {
  readonly commit: string;
}

export const usage = `Usage:
  make approved COMMIT=COMMIT
  npx tsx operations/approved/main.ts --commit COMMIT

    what the people saw who approved the pull request that made a commit, and what they wrote when they approved it: the preview's
    comment and the approving reviews, whose passports \`make passport\` compares
    --commit COMMIT  as its 40 hex digits

    GITHUB_TOKEN     reads pull requests

Exit codes: 0 told, 1 no merged pull request made it, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseApproved(argv: readonly string[]): ApprovedCommand | "help" {
  const options = {
    commit: { type: "string", default: "" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { commit } = values;
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new UsageError(`--commit: got "${commit}", expected 40 lower-case hex digits`);
  }
  return { commit };
}
