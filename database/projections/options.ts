import { readOptions, requireStack } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface RebuildCommand {
  readonly stack: string;
  /** Default: all, those first that services need. */
  readonly projection: string | undefined;
  /** Default: the newest that is declared. */
  readonly version: number | undefined;
  readonly fresh: boolean;
  readonly accept: string | undefined;
  readonly dryRun: boolean;
  readonly follow: boolean;
  readonly json: boolean;
}

export const usage = `Usage:
  DATABASE_URL=postgresql://… make db-rebuild ENV=NAME [PROJECTION=NAME] [VERSION=NUMBER] [FRESH=1] [ACCEPT=REASON]
  DATABASE_URL=postgresql://… make db-rebuild ENV=NAME DRY_RUN=1 [JSON=1]
  DATABASE_URL=postgresql://… make db-rebuild ENV=NAME FOLLOW=1
  npx tsx database/projections/main.ts --stack NAME [options]

    builds the newest version of each projection from the events, beside the one that is live, compares them row by row, and
    lets it take the traffic where they are alike but for what is meant to differ; ended anywhere, it goes on when it runs again
    --stack NAME       whose database DATABASE_URL is; local: one of your own
    --projection NAME  one alone (default: all, those first that services need)
    --version NUMBER   another version than the newest, for example the former one
    --fresh            from the first event, though some of it is there; not what is live
    --accept REASON    lets it take the traffic with the differences that were found
    --dry-run          what is live and how far each version is; changes nothing
    --follow           keeps every version that was begun current, until it is stopped
    --json             what became of it, for programs
    DATABASE_URL       the connection of the role app, or of migrator

Exit codes: 0 the version is live and has every event, 1 it differs, or is not live (--dry-run), 2 bad input, 3 failed: run it again.
`;

/** @throws UsageError that says what is expected. */
export function parseRebuild(argv: readonly string[]): RebuildCommand | "help" {
  const values = readOptions(usage, argv, {
    texts: ["stack", "projection", "version", "accept"],
    flags: ["fresh", "dry-run", "follow", "json"],
  });
  if (values === "help") return "help";
  const { projection, version, accept, fresh, follow, json, "dry-run": dryRun } = values;
  if (version !== undefined && (projection === undefined || !/^[1-9]\d*$/.test(version))) {
    throw new UsageError(
      `--version: expected --projection and the number of a version of it, got ${version}\n\n${usage}`,
    );
  }
  return {
    ...{ projection, accept, fresh, follow, json, dryRun },
    stack: requireStack(usage, values.stack),
    version: version === undefined ? undefined : Number(version),
  };
}
