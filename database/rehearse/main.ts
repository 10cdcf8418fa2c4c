import postgres from "postgres";
import { columns } from "../../operations/columns";
import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { readMigrations } from "../migrate/read-migrations";
import { type PostgresServer, startServer } from "../scratch/server";
import { parseRehearse, type RehearseCommand, usage } from "./options";
import { faultsOf, inWords, rehearse, type Rehearsed } from "./rehearse";

const exitCodes = { done: 0, faulty: 1, failed: 3 } as const;

async function run({ json, ...pace }: RehearseCommand): Promise<number> {
  const migrations = readMigrations(process.cwd());
  const scratch = await startServer();
  if (scratch === undefined) {
    throw new UsageError("no initdb and pg_ctl here: install postgresql, 14 or newer");
  }
  try {
    const rehearsed = await rehearse(() => connect(scratch.server), migrations, pace);
    process.stdout.write(
      json ? `${JSON.stringify(rehearsed, undefined, 2)}\n` : describe(rehearsed),
    );
    return rehearsed.every((each) => faultsOf(each).length === 0)
      ? exitCodes.done
      : exitCodes.faulty;
  } finally {
    scratch.stop();
  }
}

function connect({ port, certificate, superuser }: PostgresServer): postgres.Sql {
  return postgres({
    ...{ host: "localhost", port, database: "postgres", max: 1, fetch_types: false },
    ...{ username: superuser.name, password: superuser.password, ssl: { ca: certificate } },
    connection: { search_path: "pg_catalog" },
    onnotice: () => undefined,
  });
}

function describe(rehearsed: readonly Rehearsed[]): string {
  const head = [
    "Migration",
    "Statements",
    "Failed",
    "Longest wait",
    "Slowest",
    "Gave way",
    "Locks",
  ];
  const rows = rehearsed.map(({ file, held, old, new: young, longestWait, gaveWay }) => [
    file.slice(file.lastIndexOf("/") + 1),
    (old.count + young.count).toLocaleString("en"),
    String(old.failures.length + young.failures.length),
    `${longestWait.toFixed(0)} ms`,
    `${Math.max(old.slowest, young.slowest).toFixed(0)} ms`,
    String(gaveWay),
    inWords(held),
  ]);
  const faults = rehearsed.flatMap((each) =>
    [...new Set(faultsOf(each))].map((fault) => `${each.file}: ${fault}`),
  );
  return `${[...columns([head, ...rows]), ...faults].join("\n")}\n`;
}

void runCommandLine({ usage, parse: parseRehearse, run, failed: exitCodes.failed });
