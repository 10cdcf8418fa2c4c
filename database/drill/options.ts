import { readOptions, requireStack } from "../../operations/command-line";

export interface DrillCommand {
  readonly stack: string;
  readonly into: string | undefined;
  readonly store: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make drill ENV=NAME [INTO=URL] [STORE=URL] [JSON=1]
  npx tsx database/drill/main.ts --stack NAME [options]

    restores the present moment and the newest backup into a branch that is deleted again, checks tables, rows, constraints,
    triggers and rights, measures what was lost and how long it took, and writes releases/restore-drills.json
    --stack NAME     dev, staging or production
    --into URL       an empty database: tries the backup alone, and writes no record
    --store URL      s3://<bucket>/<prefix> or file:///<folder> (default: the environment's bucket)
    --json           what was measured, for programs
    DATABASE_URL     the connection of the role read_only, in the network that the database admits
    BACKUP_IDENTITY  what opens the backup
    NEON_API_KEY     what may make a branch; not with --into
    NEON_PROJECT_ID  the environment's project (default: found by its name, which a key of one project may not do)

Exit codes: 0 restored in time and as it was, 1 not, 2 bad input, 3 a defect.
`;

/** @throws UsageError that says what is expected. */
export function parseDrill(argv: readonly string[]): DrillCommand | "help" {
  const values = readOptions(usage, argv, { texts: ["stack", "into", "store"], flags: ["json"] });
  if (values === "help") return "help";
  return { ...values, stack: requireStack(usage, values.stack) };
}
