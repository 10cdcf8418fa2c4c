import type { CellName } from "../../blueprint/tier";
import {
  needOf,
  remediesOf,
  type Need,
  type Remedies,
  type Traffic,
} from "../../rollout/judge/need";
import type { Change, Journal, Pace, Person, ReleaseRecord } from "../../rollout/stages/journal";
import { begun } from "../../rollout/stages/machine";
import { type Objection, objectionsTo } from "../../rollout/stages/objections";
import { isCanary } from "../../rollout/stages/placed";
import { type Plan, planOf, type Wanted } from "../../rollout/stages/plan";
import { rollbackTo } from "../../rollout/stages/rollback";
import { settingsAt } from "../../rollout/stages/settings";
import type { StageName } from "../../rollout/stages/stages";
import { type Standings, standingsOf } from "../../rollout/stages/standings";
import type { Settings, Stored, World } from "./world";

/** What would be begun, and what speaks against it. */
export interface Prepared {
  readonly stored: Stored | undefined;
  readonly objections: readonly Objection[];
  readonly heldBack: Plan["heldBack"];
  /** Nothing where there is nothing to do. */
  readonly record: ReleaseRecord | undefined;
  /** How many requests the judge needs, of each Worker that is to be judged. */
  readonly needs: readonly WorkerNeed[];
}

export interface WorkerNeed {
  readonly workload: string;
  /** Nothing where nobody knows how many requests it gets. */
  readonly traffic: Traffic | undefined;
  readonly need: Need | undefined;
  /** Nothing where the traffic suffices. */
  readonly remedies: Remedies | undefined;
}

interface Wish {
  readonly environment: string;
  readonly by: Person;
  /** Why a person wants it against what is known. */
  readonly again?: string | undefined;
}

/**
 * A release of what is wanted and does not run: of builds, and of what settings and code change besides. Where it is neither,
 * there is no record.
 *
 * @throws Error where the world can't be seen.
 */
export async function prepareRelease(
  world: World,
  wish: Wish,
  wanted: readonly Wanted[],
): Promise<Prepared> {
  const { stored, picture, standings, objections } = await seen(world, wish);
  const { changes, heldBack } = planOf(wanted, picture, standings, wish.again !== undefined);
  const unfinished = objections.some(({ kind }) => kind === "unfinished");
  // What is under way has changed what would be foreseen by the time it ends.
  const foreseen = unfinished
    ? undefined
    : await world.foresee(
        settingsWith(changes, standings),
        changes.length > 0 ? settingsWith(changes, standings, "verified") : undefined,
      );
  const settings = foreseen?.changes;
  const schema = unfinished ? undefined : await world.database?.foresee(standings.migrations);
  const { pending: migrations = [], isNew = false } = schema ?? {};
  const record =
    changes.length === 0 && settings === undefined && migrations.length === 0
      ? undefined
      : recordOf("release", world, wish, stored, {
          changes,
          ...(migrations.length > 0 && { migrations, isNewDatabase: isNew }),
          ...(settings !== undefined && { settings }),
        });
  const needs = await Promise.all(changes.filter(isCanary).map((change) => needIn(world, change)));
  return {
    ...{ stored, heldBack, record, needs },
    objections: [
      ...objections.filter(({ kind }) => kind !== "blinding" || changes.length > 0),
      ...withoutExcused(foreseen?.objections ?? [], wish),
      ...(schema?.objections ?? []),
    ],
  };
}

/** What the settings of a release are in a stage. Default: before any of its builds comes in. */
export function settingsWith(
  changes: readonly Change[],
  before: Standings,
  stage: StageName = "settings",
): Settings {
  return settingsAt({ kind: "release", stage, reached: stage, changes }, before);
}

/** A switch of all traffic to another cell. */
export async function prepareSwitch(world: World, wish: Wish, to: CellName): Promise<Prepared> {
  const { stored, picture, objections } = await seen(world, wish);
  const from = picture.live;
  const cells = [...new Set(picture.services.map(({ cell }) => cell))];
  const missing = cells.includes(to)
    ? []
    : [{ what: `there is no cell ${to}`, fix: `one of ${cells.join(", ")}` }];
  const record =
    from === to
      ? undefined
      : recordOf("switch", world, wish, stored, { changes: [], cells: { from, to } });
  return { stored, objections: [...objections, ...missing], heldBack: [], record, needs: [] };
}

/** A way back to what was verified before. A wrong picture is no objection to it: it may be why a person wants it. */
export async function prepareRollback(
  world: World,
  wish: Wish,
  version: string,
  pace: Pace,
): Promise<Prepared> {
  const { stored, objections } = await seen(world, wish);
  const none: Journal = { format: 1, releases: [] };
  const found = rollbackTo(version, stored?.journal ?? none, pace);
  const open = objections.filter(({ kind }) => kind === "unfinished");
  if ("objections" in found) {
    return {
      stored,
      objections: [...open, ...found.objections],
      heldBack: [],
      record: undefined,
      needs: [],
    };
  }
  const record = recordOf("rollback", world, wish, stored, found);
  return { stored, objections: open, heldBack: [], record, needs: [] };
}

async function seen(world: World, { environment, again }: Wish) {
  const stored = await world.journal.read();
  const picture = await world.picture();
  const journal = stored?.journal;
  const standings = standingsOf(journal);
  const objections = withoutExcused(objectionsTo(environment, picture, { journal, standings }), {
    again,
  });
  return { stored, picture, standings, objections };
}

/** Without those that a person goes past who says why. */
function withoutExcused(
  objections: readonly Objection[],
  { again }: Pick<Wish, "again">,
): readonly Objection[] {
  return objections.filter(({ kind }) => again === undefined || kind !== "changed");
}

function recordOf(
  kind: ReleaseRecord["kind"],
  world: World,
  { by, again }: Wish,
  stored: Stored | undefined,
  what: Pick<ReleaseRecord, "changes" | "cells" | "settings" | "migrations" | "isNewDatabase">,
): ReleaseRecord {
  const now = world.clock.now();
  const number = (stored?.journal.releases.at(-1)?.number ?? 0) + 1;
  const reason = kind === "rollback" ? { reason: again ?? "a person wanted it" } : {};
  return begun({
    ...{ number, kind, by, startedAt: now, since: now, isDone: false, failures: 0 },
    ...what,
    ...reason,
    ...(again !== undefined && { again }),
  });
}

/** Seconds of traffic that tell what a service gets. */
const sampled = 3_600;

async function needIn(world: World, { workload, pace }: Change): Promise<WorkerNeed> {
  const traffic = await trafficOf(world, workload, (pace.share ?? 0) / 100);
  if (traffic === undefined) return { workload, traffic, need: undefined, remedies: undefined };
  return { workload, traffic, need: needOf(traffic, pace), remedies: remediesOf(traffic, pace) };
}

async function trafficOf(
  world: World,
  workload: string,
  share: number,
): Promise<Traffic | undefined> {
  const minutes = await world.minutes(workload, world.clock.now() - sampled).catch(() => []);
  const all = minutes.map(({ baseline }) => baseline);
  const sum = (key: "requests" | "errors" | "slow") =>
    all.reduce((total, counts) => total + counts[key], 0);
  const requests = sum("requests");
  if (requests === 0) return undefined;
  const usual = { errors: sum("errors") / requests, slow: sum("slow") / requests };
  return { perSecond: requests / sampled, share, usual };
}
