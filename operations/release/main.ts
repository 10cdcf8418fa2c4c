import { tiers } from "../../blueprint/tiers";
import type { Pace, ReleaseRecord } from "../../rollout/stages/journal";
import type { Objection } from "../../rollout/stages/objections";
import { isSuccessor, openIn } from "../../rollout/stages/place";
import { candidatesIn } from "../../rollout/stages/rollback";
import { standingsOf } from "../../rollout/stages/standings";
import { DatabaseError } from "../../database/migrate/own-database";
import { UsageError } from "../../settings/usage-error";
import { runCommandLine } from "../command-line";
import { readStack } from "../environment";
import { ServiceError } from "../json-api";
import { ownWorkspace } from "../own-engine";
import { InquiryError } from "../stack/inquiry";
import { EngineError } from "../stack/state-file";
import { drive, StoppedError } from "./drive";
import { drillObjections, readDrills } from "./drills";
import { openJournal } from "./journal/open-journal";
import { OpenRelease } from "./open-release";
import { parseRelease, type ReleaseCommand, usage } from "./options";
import { ownWorld } from "./own-world";
import { personIn } from "../person";
import {
  type Prepared,
  prepareRelease,
  prepareRollback,
  prepareSwitch,
  settingsWith,
} from "./prepare";
import {
  describeCandidates,
  describeEnd,
  describeGoingOn,
  describeObjections,
  describePlan,
  describeRehearsal,
  Ticker,
} from "./report";
import { describeHistory, describeStatus, historyOf, statusOf } from "./status";
import { wantedIn } from "./wanted";
import { ConflictError, type World } from "./world";

const exitCodes = { done: 0, refused: 1, failed: 3, person: 4 } as const;

async function run(command: ReleaseCommand): Promise<number> {
  switch (command.command) {
    case "status":
    case "history":
      return show(command);
    case "resume":
      return resume(command);
    case "release":
    case "rollback":
    case "switch":
      return begin(command);
  }
}

async function show({ command, stack, journal: place, json }: ReleaseCommand): Promise<number> {
  const store = await openJournal(await ownWorkspace(), stack, place);
  const journal = (await store.read())?.journal;
  const data = command === "status" ? statusOf(stack, journal) : historyOf(journal);
  const describe = command === "status" ? describeStatus : describeHistory;
  process.stdout.write(json ? `${JSON.stringify(data, undefined, 2)}\n` : describe(stack, journal));
  return exitCodes.done;
}

async function begin(command: ReleaseCommand): Promise<number> {
  const { stack, dryRun } = command;
  const world = await open(command);
  const left = command.command === "release" && !dryRun ? await goneOn(world, stack) : undefined;
  if (left !== undefined && left !== exitCodes.done) return left;
  const prepared = await prepare(world, command);
  if (prepared === undefined) return exitCodes.done;
  if (prepared.objections.length > 0) {
    process.stdout.write(describeObjections(stack, prepared.objections));
    return exitCodes.refused;
  }
  process.stdout.write(describePlan(stack, prepared));
  const { record, stored, heldBack } = prepared;
  if (dryRun) return exitCodes.done;
  if (record === undefined) {
    // Nothing changes; what only the state knows, as what is protected, comes into it.
    await world.up(settingsWith([], standingsOf(stored?.journal)));
    return heldBack.length > 0 ? exitCodes.refused : exitCodes.done;
  }
  const { rehearsed, objection } = await tried(world, prepared, command);
  if (objection !== undefined) {
    process.stdout.write(describeObjections(stack, [objection]));
    return exitCodes.refused;
  }
  await OpenRelease.begin(world, stored, { ...record, ...rehearsed });
  return end(stack, await drive(world, { signal: stopping() }));
}

/** Tries the way back of a release of builds before anybody meets it. */
async function tried(
  world: World,
  { record, stored }: Prepared,
  { stack, again }: ReleaseCommand,
): Promise<{
  readonly rehearsed?: Pick<ReleaseRecord, "rehearsed">;
  readonly objection?: Objection;
}> {
  if (world.rehearse === undefined || record?.kind !== "release" || record.changes.length === 0) {
    return {};
  }
  process.stdout.write(describeRehearsal(stack));
  const { isSame, says } = await world.rehearse(stored?.journal);
  if (isSame || again !== undefined) return { rehearsed: { rehearsed: says } };
  const fix = `make rehearse-rollback ENV=${stack} shows it; who goes without: make release ENV=${stack} AGAIN="<reason>"`;
  return { objection: { what: says, fix } };
}

/** Goes on with a release whose runner was stopped, where it surely was. */
async function goneOn(world: World, stack: string): Promise<number | undefined> {
  const open = openIn((await world.journal.read())?.journal);
  if (open?.kind !== "release" || !isSuccessor(personIn(process.env), open.by)) return undefined;
  process.stdout.write(describeGoingOn(stack, open));
  return open.held === undefined
    ? end(stack, await drive(world, { signal: stopping() }))
    : end(stack, open);
}

/** Nothing where there is only something to show. */
async function prepare(world: World, command: ReleaseCommand): Promise<Prepared | undefined> {
  const { stack, wishes, version, to, reason } = command;
  const wish = { environment: stack, by: personIn(process.env), again: command.again };
  switch (command.command) {
    case "switch":
      if (to === undefined)
        throw new UsageError(`switch needs a cell: make switch ENV=${stack} TO=green`);
      return prepareSwitch(world, wish, to);
    case "rollback": {
      if (version !== undefined) {
        return prepareRollback(world, { ...wish, again: reason ?? wish.again }, version, noPace);
      }
      const standings = standingsOf((await world.journal.read())?.journal);
      process.stdout.write(describeCandidates(stack, candidatesIn(standings)));
      return undefined;
    }
    case "release":
    case "resume":
    case "status":
    case "history": {
      const root = process.cwd();
      const spec = readStack(root, stack);
      const prepared = await prepareRelease(world, wish, wantedIn(root, spec, wishes));
      if (spec.kind !== "environment") return prepared;
      const { drillDays } = tiers[spec.identity.tier].backup;
      const seen = { journal: prepared.stored?.journal, now: world.clock.now() };
      const overdue = drillObjections(stack, drillDays, readDrills(root), seen);
      return { ...prepared, objections: [...prepared.objections, ...overdue] };
    }
  }
}

/** A way back is watched by nobody. */
const noPace: Pace = { watch: 0, bake: 0, errorRate: 1, settle: 0 };

async function resume(command: ReleaseCommand): Promise<number> {
  const { stack, say, reason = "" } = command;
  const world = await open(command);
  const said = say === undefined ? {} : { said: { say, by: personIn(process.env), reason } };
  return end(stack, await drive(world, { ...said, signal: stopping() }));
}

function open({ stack, journal, store }: ReleaseCommand): Promise<World> {
  const ticker = new Ticker((text) => process.stdout.write(text));
  const onOutput = (text: string) => process.stderr.write(text);
  return ownWorld({ stack, journal, store, tell: ticker.tell, onOutput });
}

function end(stack: string, record: ReleaseRecord): number {
  process.stdout.write(describeEnd(stack, record));
  if (record.held !== undefined) return exitCodes.person;
  const meant = record.kind === "rollback" ? "taken back" : "verified";
  return record.outcome === meant ? exitCodes.done : exitCodes.refused;
}

/** Aborted by the first Ctrl-C: what was begun is ended, and the journal says where to go on. */
function stopping(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      controller.abort();
    });
  }
  return controller.signal;
}

void runCommandLine({
  usage,
  parse: parseRelease,
  run,
  explained: {
    [exitCodes.failed]: [
      InquiryError,
      EngineError,
      ServiceError,
      ConflictError,
      DatabaseError,
      StoppedError,
    ],
  },
  failed: exitCodes.failed,
});
