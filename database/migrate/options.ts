import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

const tasks = ["migrate", "verify", "seed"] as const;

export interface MigrateCommand {
  readonly task: (typeof tasks)[number];
  /** `local` is the database of DATABASE_URL. */
  readonly stack: string;
  /** The number of the migration whose compensating script is to run. */
  readonly back: number | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make db-migrate ENV=NAME [BACK=NUMBER] [JSON=1]
  make db-verify ENV=NAME [JSON=1]
  make db-seed ENV=NAME
  npx tsx database/migrate/main.ts migrate|verify|seed --stack NAME [--back NUMBER] [--json]

    migrate        applies the migrations that an environment's database does not have
    verify         whether what is applied is what this checkout has, and the schema what they make
    seed           fills the database of dev with database/seed.sql
    --stack NAME   dev, staging, production or pr-<n>, whose function in the network does it; local: DATABASE_URL
    --back NUMBER  instead runs the compensating script of the last migration, which has this number
    --json         the answer as JSON

Exit codes: 0 done, 1 refused, or not what it should be, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseMigrate(argv: readonly string[]): MigrateCommand | "help" {
  const options = {
    stack: { type: "string" },
    back: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, positionals } = readArguments(usage, () =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (values.help === true) return "help";
  const task = tasks.find((each) => each === positionals[0]);
  if (task === undefined || positionals.length > 1) {
    throw new UsageError(
      `expected ${tasks.join(", ")}, got ${positionals.join(" ") || "nothing"}\n\n${usage}`,
    );
  }
  const { back, json = false } = values;
  const stack = requireStack(usage, values.stack);
  if (back !== undefined && (task !== "migrate" || !/^[1-9]\d*$/.test(back))) {
    throw new UsageError(
      `--back: expected migrate with the number of a migration, got ${task} and ${back}\n\n${usage}`,
    );
  }
  return { task, stack, json, back: back === undefined ? undefined : Number(back) };
}
