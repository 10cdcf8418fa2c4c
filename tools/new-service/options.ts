import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";
import { hintAt } from "../../settings/nearest";
import { UsageError } from "../../settings/usage-error";

/** Where a workload of that target goes: a site is an app, what answers requests of others a service. */
export const homes = {
  "aws-ecs": "services",
  "cloudflare-worker": "services",
  "cloudflare-pages": "apps",
} as const;

export type Target = keyof typeof homes;

export interface NewServiceCommand {
  readonly name: string;
  readonly target: Target;
}

const targets = Object.keys(homes) as Target[];

export const usage = `Usage:
  make new-service NAME=NAME TARGET=${targets.join("|")}
  npx tsx tools/new-service/main.ts --name NAME --target TARGET

    writes a workload with its manifest, Makefile, code and tests, of which each passes: a container or a Worker into
    services/, a site into apps/; no other file names it, and it waits in every environment for its first build
    --name NAME      2 to 40 lower-case letters, digits and single hyphens, beginning with a letter
    --target TARGET  ${targets.join(", ")}

Exit codes: 0 written, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseNewService(argv: readonly string[]): NewServiceCommand | "help" {
  const options = {
    name: { type: "string" },
    target: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { name, target: word = "" } = values;
  if (name === undefined) throw new UsageError(`--name is missing\n\n${usage}`);
  const target = targets.find((known) => known === word);
  if (target !== undefined) return { name, target };
  const expected = `one of ${targets.join(", ")}${hintAt(word, targets)}`;
  throw new UsageError(`--target: got "${word}", expected ${expected}`);
}
