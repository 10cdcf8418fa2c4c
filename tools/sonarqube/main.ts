import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readArguments, runCommandLine } from "../../operations/command-line";
import { JsonApi, ServiceError } from "../../operations/json-api";
import { UsageError } from "../../settings/usage-error";
import { visible } from "../../settings/visible";
import { setGate } from "./set-gate";

const usage = `Usage:
  make sonar-gate [DRY_RUN=1]
  npx tsx tools/sonarqube/main.ts [--dry-run]

    gives the project of sonar-project.properties its quality gate and profiles, by the thresholds of docs/requirements.md (QUA-2, QUA-5)
    --dry-run  tells what would change

    SONAR_HOST_URL  a SonarQube server
    SONAR_TOKEN     may administer gates and profiles

Exit codes: 0 done, 2 bad input, 3 failed.
`;

const exitCodes = { done: 0, failed: 3 } as const;

interface SonarCommand {
  readonly dryRun: boolean;
}

function parse(argv: readonly string[]): SonarCommand | "help" {
  const options = {
    "dry-run": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  return values.help === true ? "help" : { dryRun: values["dry-run"] ?? false };
}

async function run({ dryRun }: SonarCommand): Promise<number> {
  const { SONAR_HOST_URL: address = "", SONAR_TOKEN: token = "" } = process.env;
  if (address === "" || token === "")
    throw new UsageError(`SONAR_HOST_URL and SONAR_TOKEN are needed\n\n${usage}`);
  const project = /^sonar\.projectKey=(.+)$/m.exec(
    readFileSync("sonar-project.properties", "utf8"),
  )?.[1];
  if (project === undefined)
    throw new UsageError("sonar-project.properties has no sonar.projectKey");
  const headers = { authorization: `Bearer ${token}` };
  const api = new JsonApi({ name: "SonarQube", address: address.replace(/\/$/, ""), headers });
  const lines = await setGate(api, { project, name: project }, dryRun);
  process.stdout.write(lines.map((line) => `${visible(line)}\n`).join(""));
  return exitCodes.done;
}

void runCommandLine({
  usage,
  parse,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
