import type postgres from "postgres";
import { runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { requireVariable } from "../environment";
import { EventTypes, UnreadableEvent } from "../events/event-types";
import { readSchemas } from "../events/read-schemas";
import { upcasters } from "../events/upcasters";
import { Failure } from "../failure";
import { connected, parseConnection } from "../server/connection";
import { projections } from "./declared/projections";
import { follow } from "./follow";
import { parseRebuild, type RebuildCommand, usage } from "./options";
import { ProgressLine } from "./progress";
import { newestOf, type Projection } from "./projection";
import { rebuild, type Rebuilt } from "./rebuild";
import { describeRebuilt, describeStanding } from "./report";
import { standingOf } from "./standing";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run(command: RebuildCommand): Promise<number> {
  const { stack, json, dryRun } = command;
  const types = new EventTypes(readSchemas(process.cwd()), upcasters);
  const meant = meantBy(command);
  const where = "the connection of the role app (docs/runbooks/projections.md)";
  const connection = parseConnection("DATABASE_URL", requireVariable("DATABASE_URL", where));
  const say = (text: string, what: unknown) =>
    process.stdout.write(json ? `${JSON.stringify(what, undefined, 2)}\n` : text);
  return connected(connection, async (sql) => {
    if (command.follow) return following(sql, types);
    if (dryRun) {
      const standings = await standingOf(sql, projections, types);
      say(describeStanding(stack, standings), standings);
      return standings.some(({ isToDo }) => isToDo) ? exitCodes.person : exitCodes.done;
    }
    const all: Rebuilt[] = [];
    for (const projection of meant) {
      const line = new ProgressLine(process.stderr);
      const rebuilt = await rebuild(sql, {
        ...{
          declared: projections,
          projection,
          types,
          fresh: command.fresh,
          accept: command.accept,
        },
        tell: (progress) => {
          line.show(progress);
        },
      }).finally(() => {
        line.clear();
      });
      all.push(rebuilt);
      if (!json) process.stdout.write(describeRebuilt(stack, rebuilt));
    }
    if (json) say("", all);
    return all.some(({ outcome }) => outcome === "differs") ? exitCodes.person : exitCodes.done;
  });
}

function meantBy({ projection: name, version }: RebuildCommand): readonly Projection[] {
  if (name === undefined) return newestOf(projections);
  const found = (version === undefined ? newestOf(projections) : projections).filter(
    (each) => each.name === name && (version === undefined || each.version === version),
  );
  if (found.length > 0) return found;
  const known = projections.map((each) => `${each.name} ${String(each.version)}`).join(", ");
  throw new UsageError(
    `${name}${version === undefined ? "" : ` ${String(version)}`} is not declared (database/projections/declared): there are ${known}`,
  );
}

async function following(sql: postgres.Sql, types: EventTypes): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopped.abort();
    });
  }
  await follow(sql, projections, types, stopped.signal);
  return exitCodes.done;
}

void runCommandLine({
  usage,
  parse: parseRebuild,
  run,
  explained: { [exitCodes.failed]: [Failure, UnreadableEvent] },
  failed: exitCodes.failed,
});
