import { parseArgs } from "node:util";
import { UsageError } from "../../settings/usage-error";
import { readArguments, requireStack } from "../command-line";

const outcomes = ["success", "failure", "cancelled"] as const;

export interface NotifyCommand {
  readonly stack: string;
  /** What has ended, as `deployment`. */
  readonly event: string;
  readonly outcome: (typeof outcomes)[number];
  /** What else there is to say. */
  readonly text: string | undefined;
}

/** What ends by a release, which tells of its own end itself. */
export const told: ReadonlySet<string> = new Set(["deployment", "rollback"]);

export const usage = `Usage:
  make notify ENV=NAME EVENT=WHAT OUTCOME=OUTCOME [TEXT=TEXT]
  npx tsx operations/notify/main.ts --stack NAME --event WHAT --outcome OUTCOME [--text TEXT]

    tells the people of an environment how a job ended, by its topics: chat, mail, and a page where it is critical. A release
    tells itself when it begins, waits for a person, goes back and ends; so of a deployment or rollback only what went wrong is told
    --stack NAME       dev, staging, production or pr-<n>
    --event WHAT       deployment, rollback, drill, or another name of what ended
    --outcome OUTCOME  success, failure or cancelled, as a job's status
    --text TEXT        what else there is to say

Exit codes: 0 told, or nobody to tell, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseNotify(argv: readonly string[]): NotifyCommand | "help" {
  const text = { type: "string" } as const;
  const options = {
    ...{ stack: text, event: text, outcome: text, text },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { event = "" } = values;
  if (!/^[a-z][a-z -]{0,39}$/.test(event)) {
    throw new UsageError(`--event: got "${event}", expected a word as deployment\n\n${usage}`);
  }
  const outcome = outcomes.find((name) => name === values.outcome);
  if (outcome === undefined) {
    throw new UsageError(
      `--outcome: got "${values.outcome ?? ""}", expected one of ${outcomes.join(", ")}`,
    );
  }
  return { stack: requireStack(usage, values.stack), event, outcome, text: values.text };
}
