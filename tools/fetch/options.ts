import { parseArgs } from "node:util";
import { readArguments, requireStack } from "../../operations/command-line";

export interface FetchCommand {
  readonly stack: string;
  /** Address of the store. Default: the bucket of `shared`. */
  readonly store: string | undefined;
}

export const usage = `Usage:
  make fetch ENV=NAME [STORE=URL]
  npx tsx tools/fetch/main.ts --stack NAME [--store URL]

    brings the Workers' modules and the sites that releases/NAME.json names to .artifacts/, where an \`up\` takes them
    from, each checked by its digest: from the checkout, the store, or by building the recorded commit
    --stack NAME  dev, staging, production or pr-<n>
    --store URL   s3://<bucket>/<prefix> or file:///<folder> (default: the bucket of releases that \`shared\` declares)

Exit codes: 0 all of them are here, 1 some are not, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseFetch(argv: readonly string[]): FetchCommand | "help" {
  const options = {
    stack: { type: "string" },
    store: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { store } = values;
  const stack = requireStack(usage, values.stack);
  return { stack, store };
}
