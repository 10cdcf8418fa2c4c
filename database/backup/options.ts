import { readOptions, requireStack } from "../../operations/command-line";

export interface BackupCommand {
  readonly stack: string;
  readonly store: string | undefined;
  readonly newKey: boolean;
  readonly json: boolean;
}

export const usage = `Usage:
  DATABASE_URL=postgresql://… make db-backup ENV=NAME [STORE=URL] [JSON=1]
  make db-backup ENV=NAME NEW_KEY=1
  npx tsx database/backup/main.ts --stack NAME [options]

    dumps the database from one snapshot, seals it, puts it into the locked bucket, and reads it back before it counts
    --stack NAME   dev, staging or production
    --store URL    s3://<bucket>/<prefix> or file:///<folder> (default: the environment's bucket)
    --new-key      makes a pair of keys: one for platform:neon, one to be kept where the environment can't reach
    --json         the backup's record, for programs
    DATABASE_URL   the connection of the role read_only, in the network that the database admits

Exit codes: 0 complete and read back, 1 none was made, 2 bad input, 3 a defect.
`;

/** @throws UsageError that says what is expected. */
export function parseBackup(argv: readonly string[]): BackupCommand | "help" {
  const values = readOptions(usage, argv, {
    texts: ["stack", "store"],
    flags: ["new-key", "json"],
  });
  if (values === "help") return "help";
  const { stack, store, json, "new-key": newKey } = values;
  return { stack: requireStack(usage, stack), store, newKey, json };
}
