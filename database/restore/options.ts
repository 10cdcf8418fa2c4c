import { readOptions, requireStack } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface RestoreCommand {
  readonly stack: string;
  /** `newest`, or an id; nothing lists them. */
  readonly backup: string | undefined;
  readonly into: string;
  readonly store: string | undefined;
}

export const usage = `Usage:
  make db-restore ENV=NAME                                    what backups there are
  BACKUP_IDENTITY=AGE-SECRET-KEY-1… make db-restore ENV=NAME BACKUP=ID|newest INTO=URL [STORE=URL]
  npx tsx database/restore/main.ts --stack NAME [options]

    restores a backup into an empty database, all of it or nothing, and compares every table, constraint and right with its record
    --stack NAME     dev, staging or production: whose backup
    --backup ID      one of those that are listed, or newest
    --into URL       postgresql://<role>@<host>/<database>, which is empty; the password is in it, or in PGPASSWORD
    --store URL      s3://<bucket>/<prefix> or file:///<folder> (default: the environment's bucket)
    BACKUP_IDENTITY  what opens it

Exit codes: 0 restored as it was, 1 not, 2 bad input, 3 a defect.
`;

/** @throws UsageError that says what is expected. */
export function parseRestore(argv: readonly string[]): RestoreCommand | "help" {
  const texts = ["stack", "backup", "into", "store"] as const;
  const values = readOptions(usage, argv, { texts, flags: [] });
  if (values === "help") return "help";
  const { backup, into = "", store } = values;
  const stack = requireStack(usage, values.stack);
  if (backup !== undefined && into === "") {
    throw new UsageError(
      `--backup needs --into, an empty database: make db-restore ENV=${stack} BACKUP=${backup} INTO=postgresql://…`,
    );
  }
  return { stack, backup, into, store };
}
