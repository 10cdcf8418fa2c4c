import { readFileSync } from "node:fs";
import { Stack } from "@pulumi/pulumi/automation";
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { runCommandLine } from "../../operations/command-line";
import { ownWorkspace } from "../../operations/own-engine";
import { InquiryError } from "../../operations/stack/inquiry";
import { EngineError } from "../../operations/stack/state-file";
import { UsageError } from "../../settings/usage-error";
import { describeRefusals, refusalsOf } from "../lint/refusals";
import { type MigrateCommand, parseMigrate, usage } from "./options";
import { DatabaseError, performOnOwn } from "./own-database";
import { readMigrations, scriptsOf } from "./read-migrations";
import { describeAnswer, isGood } from "./report";
import { performThroughFunction } from "./through-function";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run(command: MigrateCommand): Promise<number> {
  const { stack, json } = command;
  const files = readMigrations(process.cwd());
  const refusals = command.task === "migrate" ? await refusalsOf(process.cwd(), files) : [];
  if (refusals.length > 0) {
    process.stdout.write(describeRefusals(refusals));
    return exitCodes.person;
  }
  const task = taskOf(command, scriptsOf(files));
  const answer =
    stack === "local"
      ? await performOnOwn(process.env.DATABASE_URL, task)
      : await performThroughFunction(await Stack.select(stack, await ownWorkspace()), task);
  process.stdout.write(
    json ? `${JSON.stringify(answer, undefined, 2)}\n` : describeAnswer(command, answer),
  );
  return isGood(answer) ? exitCodes.done : exitCodes.person;
}

/** Where rows are customers' own, none is dropped by the way back, and none is made up. */
function taskOf({ task, stack, back }: MigrateCommand, migrations: Tasks.Migration[]): Tasks.Task {
  const isSynthetic = stack !== "production" && stack !== "staging";
  if (task === "verify") return { task, migrations };
  if (task === "seed") {
    if (!isSynthetic)
      throw new UsageError(`${stack} takes no seed data: it is for dev, pr-<n> and local`);
    return { task, migrations, seed: readFileSync("database/seed.sql", "utf8") };
  }
  if (back === undefined) return { task, migrations };
  const script = migrations[back - 1]?.back ?? "";
  if (stack === "production" && /\bDROP\s+(TABLE|SCHEMA|COLUMN)\b/i.test(script)) {
    throw new UsageError(
      `the way back from ${String(back)} would drop rows of production: leave what was added, or write a migration`,
    );
  }
  return { task: "back", migrations, number: back };
}

void runCommandLine({
  usage,
  parse: parseMigrate,
  run,
  explained: {
    [exitCodes.person]: [DatabaseError],
    [exitCodes.failed]: [InquiryError, EngineError],
  },
  failed: exitCodes.failed,
});
