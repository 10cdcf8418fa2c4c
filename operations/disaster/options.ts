import { parseArgs } from "node:util";
import { UsageError } from "../../settings/usage-error";
import { readArguments, requireStack } from "../command-line";
import type { ScenarioName } from "./scenarios";
import type { About } from "./scenarios/about";

export interface DisasterCommand extends Omit<About, "spec" | "drilledSeconds"> {
  readonly stack: string;
  readonly scenario: ScenarioName;
  readonly apply: boolean;
  readonly back: boolean;
  readonly json: boolean;
}

export const usage = `Usage:
  make disaster ENV=NAME SCENARIO=WHAT [APPLY=1] [BACK=1] [SAY=go] [AT=TIME] [VERSION=VERSION] [PROJECTION=NAMES]
  npx tsx operations/disaster/main.ts --stack NAME --scenario WHAT [options]

    what to do when something is lost, how long that takes by what is declared, and how it stands now; with --apply does
    it, step by step: what is done is passed by, so that it goes on wherever it was stopped
    --stack NAME     dev, staging or production
    --scenario WHAT
      region       the home region is down: the recovery cell gets its tasks
      corruption   rows are wrong or gone: the database becomes what it was, by --at
      bug          a version does wrong: the former one serves, by --version
      data-centre  a zone is down: nobody does anything, and this shows it
    --apply          does it; without it nothing is changed
    --back           the way back, once what failed is there again
    --say go         a person has looked, and decided
    --at TIME        the last moment before the corruption, as 2026-11-29T14:00:00Z
    --version VERSION   what was good, as admin@1.1.2
    --projection NAMES  what is built anew from the event store, as orders,stock
    --reason TEXT    for the journal
    --json           for programs
    CLOUDFLARE_API_TOKEN  of region and for what was found: one that reads load balancers
    NEON_API_KEY, DATABASE_URL  of corruption: a key that restores, the connection of the role read_only

Exit codes: 0 every step is done, or was shown; 1 a person has to decide, or to look; 2 bad input; 3 a step failed.
`;

/** @throws UsageError that says what is expected. */
export function parseDisaster(argv: readonly string[]): DisasterCommand | "help" {
  const [text, flag] = [{ type: "string" }, { type: "boolean" }] as const;
  const options = {
    ...{ stack: text, scenario: text, at: text, version: text, projection: text, say: text },
    ...{ reason: text, apply: flag, back: flag, json: flag },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { at, version, reason, say, projection = "", apply, back, json } = values;
  const stack = requireStack(usage, values.stack);
  const scenario = scenarioMeant(values.scenario);
  return {
    ...{ stack, scenario, at, version, reason, isDecided: isGo(say) },
    projections: projection.split(",").filter((name) => name !== ""),
    ...{ apply: apply === true, back: back === true, json: json === true },
  };
}

/** @throws UsageError where there is no such scenario. */
export function scenarioMeant(text = ""): ScenarioName {
  const names = ["region", "corruption", "bug", "data-centre"] as const;
  const scenario = names.find((name) => name === text);
  if (scenario !== undefined) return scenario;
  throw new UsageError(`SCENARIO: got "${text}", expected one of ${names.join(", ")}`);
}

/** @throws UsageError where it is anything else. */
export function isGo(say: string | undefined): boolean {
  if (say === undefined || say === "go") return say === "go";
  throw new UsageError(`SAY: got "${say}", expected go`);
}
