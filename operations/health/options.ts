import { parseArgs } from "node:util";
import { workloadMeant } from "../../settings/choose-workloads";
import { UsageError } from "../../settings/usage-error";
import { readArguments, requireStack } from "../command-line";

export interface HealthCommand {
  readonly stack: string;
  /** All of them where none is named. */
  readonly workload: string | undefined;
  /** Asked in place of the workload's own address. */
  readonly url: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make health-check-all ENV=NAME [JSON=1]
  make health-check ENV=NAME APP=WORKLOAD [JSON=1]
  npx tsx operations/health/main.ts --stack NAME [--app WORKLOAD [--url ADDRESS]] [--json]

    whether each workload answers 200 at the address that its deploy.yaml gives it
    --stack NAME    dev, staging, production or pr-<n>
    --app WORKLOAD  only this one
    --url ADDRESS   asks it there, for example on this machine
    --json          for machines

Exit codes: 0 all are healthy, 1 one is not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseHealth(argv: readonly string[]): HealthCommand | "help" {
  const options = {
    stack: { type: "string" },
    app: { type: "string" },
    url: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { app, url, json = false } = values;
  const stack = requireStack(usage, values.stack);
  if (url !== undefined && (app === undefined || !URL.canParse(url))) {
    throw new UsageError(
      `--url takes an address as https://127.0.0.1:8080/healthz, and --app\n\n${usage}`,
    );
  }
  return { stack, workload: app && workloadMeant(app), url, json };
}
