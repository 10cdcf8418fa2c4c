import { parseArgs } from "node:util";
import { UsageError } from "../../settings/usage-error";
import { readArguments, requireStack } from "../command-line";

export interface RecoverCommand {
  readonly stack: string;
  readonly breakLock: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Import ids by URN. */
  readonly adopt: ReadonlyMap<string, string>;
  readonly forget: ReadonlySet<string>;
}

export const usage = `Usage:
  make recover ENV=NAME
  npx tsx operations/recover/main.ts --stack NAME [options]

    after an \`up\` or \`destroy\` was cut off: adopts what it had made, forgets what it had not, refreshes the state
    --stack NAME       dev, staging, production, shared or pr-<n>
    --dry-run          say what would be done, and do nothing
    --json             print the result as JSON
    --break-lock       break a lock whoever holds it; that of a dead process of this machine is broken anyway
    --adopt URN=ID     this object is what was being made: the id as \`pulumi import\` takes it; may be repeated
    --forget URN       nothing was made, or I removed it; may be repeated

Exit codes: 0 recovered or nothing to do, 1 a person has to decide or to restore something, 2 bad input, 3 failed.
`;

const options = {
  stack: { type: "string" },
  "break-lock": { type: "boolean" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  adopt: { type: "string", multiple: true },
  forget: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError that says what is expected. */
export function parseRecover(argv: readonly string[]): RecoverCommand | "help" {
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { adopt = [], forget = [] } = values;
  const stack = requireStack(usage, values.stack);
  return {
    stack,
    breakLock: values["break-lock"] === true,
    dryRun: values["dry-run"] === true,
    json: values.json === true,
    adopt: new Map(adopt.map(parseAdoption)),
    forget: new Set(forget.map(parseUrn)),
  };
}

/** A URN has no `=` in what comes before the name; ids may have one. */
function parseAdoption(text: string): readonly [urn: string, importId: string] {
  const [, urn, importId] = /^(urn:pulumi:[^=]+)=(.+)$/.exec(text) ?? [];
  if (urn === undefined || importId === undefined) {
    throw new UsageError(`--adopt: got "${text}", expected URN=ID as this command printed it`);
  }
  return [urn, importId];
}

function parseUrn(text: string): string {
  if (text.startsWith("urn:pulumi:")) return text;
  throw new UsageError(`--forget: got "${text}", expected a URN as this command printed it`);
}
