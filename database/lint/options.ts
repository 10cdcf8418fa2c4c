import { readOptions } from "../../operations/command-line";

export interface LintCommand {
  /** Default: where this branch left the main one. */
  readonly base: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make db-lint [BASE=REF] [JSON=1]
  npx tsx database/lint/main.ts [--base REF] [--json]

    whether each migration in database/migrations leaves the code that runs at work: what it breaks, whom it lets
    wait, and what of it can't be read; whether everybody still reads every event (database/events/schemas); and whether
    each column has a rule in database/mask/rules.yaml
    --base REF  the revision whose schemas events were stored by (default: where this branch left origin/main)
    --json      { refusals, events }: the refusals with their locks, and what is said of events

Exit codes: 0 nothing is refused, 1 something is, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseLint(argv: readonly string[]): LintCommand | "help" {
  return readOptions(usage, argv, { texts: ["base"], flags: ["json"] });
}
