import { join } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../settings/usage-error";

export const parts = [
  ...(["sample", "cdk", "growth", "memory", "judging", "engine", "backup", "masking"] as const),
] as const;
export type Part = (typeof parts)[number];

export interface BenchOptions {
  readonly json: string | undefined;
  readonly only: readonly Part[];
  readonly runs: number;
  readonly cdk: string;
  readonly help: boolean;
}

export const usage = `Usage: make bench, or npm run bench -- [options]
  --only PARTS   some of ${parts.join(", ")} (default: all)
  --runs N       measured runs of each command after one that warms it up (default: 7; at most 5 of slow ones)
  --cdk DIR      source of the AWS CDK peer (default: ../shared/peers/cdk); without it that part is left out
  --json FILE    write everything measured as JSON

sample   this repository's preview against the import of @pulumi/pulumi: at most 1.5 times
cdk      3, 30 and 100 ECS services in three environments against AWS CDK with cdk-nag: at most half
growth   30 to 1,000 services: time per service stays the same
memory   peaks of the sample (300 MB) and of 100 services (1 GB)
judging  the policies alone over about 250, 2,500 and 25,000 resources
engine   the real engine's preview and unchanged up of each stack, per resource and against the offline preview;
         without a Pulumi CLI that part is left out
backup   a database's backup and its restore against pg_dump | zstd and pg_restore alone: at most 1.3 times, in constant
         memory; of BENCH_BACKUP_MIB of generated events (default: 256); without PostgreSQL and zstd that part is left out
masking  a masked refresh against pg_dump | psql alone: at most 2 times, in constant memory; of BENCH_MASKING_MIB of generated
         events (default: 256); without PostgreSQL that part is left out

Exit codes: 0 measured, also where a limit is missed; 1 a measured command failed; 2 bad input.
`;

/** @throws UsageError naming the option and what is expected. */
export function parseOptions(argv: readonly string[], home: string): BenchOptions {
  const { values } = parse(argv);
  const runs = Number(values.runs ?? 7);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UsageError(`--runs ${values.runs ?? ""}: a whole number from 1 is expected`);
  }
  const only = (values.only ?? []).flatMap((value) => value.split(","));
  return {
    json: values.json,
    only: only.length === 0 ? parts : only.map(partOf),
    runs,
    cdk: values.cdk ?? join(home, "..", "shared", "peers", "cdk"),
    help: values.help ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        json: { type: "string" },
        only: { type: "string", multiple: true },
        runs: { type: "string" },
        cdk: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function partOf(text: string): Part {
  const part = parts.find((known) => known === text.trim());
  if (part === undefined) {
    throw new UsageError(`--only ${text}: one of ${parts.join(", ")} is expected`);
  }
  return part;
}
