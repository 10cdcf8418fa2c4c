import { parseArgs } from "node:util";
import { workloadMeant } from "../../settings/choose-workloads";
import { readArguments, requireStack } from "../command-line";

export interface GatesCommand {
  readonly stack: string;
  /** All of them where none is named. */
  readonly workload: string | undefined;
  readonly json: boolean;
}

export const usage = `Usage:
  make gates ENV=NAME [APP=WORKLOAD] [JSON=1]
  npx tsx operations/gates/main.ts --stack NAME [--app WORKLOAD] [--json]

    whether the builds that an environment runs passed the quality gates of their deploy.yaml, by the checks' own results
    for the commit that each was built from: GitHub's check runs, SonarQube's gate, and the workload's health there
    --stack NAME    dev, staging or production
    --app WORKLOAD  only this one
    --json          for machines

    GITHUB_TOKEN       reads checks and pull requests
    SONAR_HOST_URL     a SonarQube server, with SONAR_TOKEN and perhaps SONAR_PROJECT_KEY; without it checks alone answer

Exit codes: 0 all passed, 1 one did not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseGates(argv: readonly string[]): GatesCommand | "help" {
  const options = {
    stack: { type: "string" },
    app: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { app, json = false } = values;
  const stack = requireStack(usage, values.stack);
  return { stack, workload: app && workloadMeant(app), json };
}
