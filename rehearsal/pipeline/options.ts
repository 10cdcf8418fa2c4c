import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface PipelineCommand {
  /** The environment that it ends with. */
  readonly to: "staging" | "production";
}

export const usage = `Usage:
  make rehearse-pipeline [TO=staging|production]
  node --import tsx rehearsal/pipeline/main.ts [--to NAME]

    goes from a commit to production on emulated clouds: changes a Worker in a clone of this checkout and adds a migration,
    commits both, and takes the steps of deploy.yml and promote.yml in their order, with the roles and tokens that their jobs
    have. Migrations run on a PostgreSQL where one is installed. Prints how long each took. What needs a real account is named
    and left out.
    --to NAME  where it ends (default: production)

Exit codes: 0 it got there, 1 it did not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parsePipeline(argv: readonly string[]): PipelineCommand | "help" {
  const options = { to: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { to = "production" } = values;
  if (to !== "staging" && to !== "production") {
    throw new UsageError(`--to: got "${to}", expected staging or production`);
  }
  return { to };
}
