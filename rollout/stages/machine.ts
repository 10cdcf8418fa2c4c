import type { Change, Decision, Place, ReleaseRecord } from "./journal";
import { isCanary } from "./placed";
import { isGoingBack, stageOf, thereIndex, wayOf } from "./place";
import type { Doing, Stage } from "./stages";
import { type Seen, verdictOf } from "./verdicts";

/** What becomes of a release next. */
export type Step =
  /** The runner does it, and says with `done` or `failed` what came of it. */
  | { readonly kind: "do"; readonly does: Doing }
  | { readonly kind: "wait"; readonly until: number; readonly says: string }
  /** It goes on in another stage, is held or has ended. */
  | { readonly kind: "turn"; readonly record: ReleaseRecord; readonly says: string };

/**
 * The next step of a release that has not ended.
 *
 * @param seen - what was looked at, where the stage waits for something and it could be seen.
 * @param now - in seconds since 1970.
 */
export function next(record: ReleaseRecord, seen: Seen, now: number): Step {
  const stage = stageOf(record);
  const back = isGoingBack(record);
  if (record.said?.say === "back" && !back) {
    return turn(takenBack(record, wordsOf(record.said), now));
  }
  if (record.said?.say === "end" && back) {
    const { reason: why = "", trouble = "", said } = record;
    const reason = [why, trouble, wordsOf(said)].filter((each) => each !== "").join("; ");
    return turn({ ...record, since: now, outcome: "left", reason });
  }
  if (!record.isDone) {
    const until = record.since + pauseAfter(record.failures);
    return now < until
      ? { kind: "wait", until, says: `tries again: ${record.trouble ?? ""}` }
      : { kind: "do", does: stage.does };
  }
  const verdict = verdictOf(stage.waitsFor, record, seen, now);
  switch (verdict.kind) {
    case "go":
      return turn(entered(record, now, verdict.says));
    case "wait":
      return verdict;
    case "hold":
      return turn({ ...record, held: verdict.says });
    case "fail":
      return turn(failed(record, verdict.says, now));
  }
}

/**
 * What the stage does has been done; its clouds said where builds are: the new ones of the workloads that change, once
 * their own stages have begun, and else those that run.
 */
export function done(
  record: ReleaseRecord,
  places: Readonly<Record<string, Place>>,
  now: number,
): ReleaseRecord {
  const changes = record.changes.map((change): Change => {
    const place = places[change.workload];
    if (place === undefined) return change;
    if (stageOf(record).of !== "settings") return { ...change, candidate: place };
    return change.from === undefined ? change : { ...change, from: { ...change.from, place } };
  });
  const others = Object.entries(places).filter(
    ([name]) => !changes.some(({ workload }) => workload === name),
  );
  const moved = others.length > 0 && {
    places: { ...record.places, ...Object.fromEntries(others) },
  };
  const well = without(record, "trouble");
  return { ...well, changes, ...moved, isDone: true, since: now, failures: 0 };
}

/** On the way there what fails is taken back; on the way back it is tried again until it succeeds. */
export function failed(record: ReleaseRecord, reason: string, now: number): ReleaseRecord {
  return isGoingBack(record)
    ? { ...record, isDone: false, since: now, failures: record.failures + 1, trouble: reason }
    : takenBack(record, reason, now);
}

/** It turns round: the first stage of its way back. */
export function takenBack(record: ReleaseRecord, reason: string, now: number): ReleaseRecord {
  return at(record, firstOf(record, wayOf(record).back), now, reason);
}

/** Where a release begins; a rollback begins on its way back. */
export function begun(record: Omit<ReleaseRecord, "stage" | "reached" | "steps">): ReleaseRecord {
  const { there, back } = wayOf(record);
  const last = there.at(-1)?.stage ?? "verified";
  const bare = { ...record, stage: last, reached: last, steps: [] };
  const first = firstOf(bare, record.kind === "rollback" ? back : there);
  return at(bare, first, record.startedAt, record.reason);
}

/** Why a person can't decide that now; nothing where one can. */
export function objectionToSaying(say: Decision["say"], record: ReleaseRecord): string | undefined {
  const back = isGoingBack(record);
  if ((say === "end") === back) return undefined;
  const where = `${record.kind} ${String(record.number)} is on its way ${back ? "back" : "there"}, at "${record.stage}"`;
  return back
    ? `${where}: only end can be said of it, which leaves it where it is`
    : `${where}: end is for a way back that fails; say back first`;
}

export function decided(record: ReleaseRecord, said: Decision | undefined): ReleaseRecord {
  return { ...without(record, "held"), ...(said !== undefined && { said }) };
}

/** Seconds until what failed on the way back is tried again. */
export function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(5 * 2 ** (failures - 1), 60);
}

function entered(record: ReleaseRecord, now: number, says: string | undefined): ReleaseRecord {
  const { there, back } = wayOf(record);
  const way = isGoingBack(record) ? back : there;
  const index = way.findIndex(({ stage }) => stage === record.stage);
  const rest = way.slice(index + 1);
  const reason = way === there ? (says ?? record.reason) : record.reason;
  if (rest.length > 0) return at(record, firstOf(record, rest), now, reason);
  const outcome = way === there ? "verified" : "taken back";
  return { ...record, since: now, outcome, ...(reason !== undefined && { reason }) };
}

function at(
  record: ReleaseRecord,
  { stage }: Stage,
  now: number,
  reason: string | undefined,
): ReleaseRecord {
  const isThere = wayOf(record).there.some((row) => row.stage === stage);
  return {
    ...without(record, "said", "held", "reason", "trouble"),
    stage,
    isDone: false,
    since: now,
    failures: 0,
    steps: [...record.steps, { stage, at: now }],
    ...(isThere && { reached: stage }),
    ...(reason !== undefined && { reason }),
  };
}

/** The first of the stages that has something to move; the last of a way always has. */
function firstOf(record: ReleaseRecord, rows: readonly Stage[]): Stage {
  const found = rows.find((row) => concerns(row, record)) ?? rows.at(-1);
  if (found === undefined) throw new RangeError(`a ${record.kind} has no such way`);
  return found;
}

/** Whether a release has anything to do in a stage. */
export function concerns({ of, after, stage }: Stage, record: ReleaseRecord): boolean {
  const needed = wayOf(record).there.findIndex((row) => row.stage === after);
  if (thereIndex(record) < needed) return false;
  if (of === "settings") return record.settings !== undefined;
  if (of === "any migrations") return record.migrations !== undefined;
  if (of === "migrations" || of === "new database") {
    const isNew = record.isNewDatabase === true;
    return record.migrations !== undefined && isNew === (of === "new database");
  }
  if (of === "all" || of === "cells") return true;
  if (stage === "canary" || stage === "watch") return record.changes.some(isCanary);
  return record.changes.some(({ target }) => target === of);
}

function turn(record: ReleaseRecord): Step {
  return { kind: "turn", record, says: record.held ?? record.reason ?? stageOf(record).means };
}

function wordsOf({ by, reason }: Decision): string {
  return `${by.name} said so: ${reason}`;
}

function without<Key extends keyof ReleaseRecord>(
  record: ReleaseRecord,
  ...keys: readonly Key[]
): Omit<ReleaseRecord, Key> {
  const others = Object.entries(record).filter(([key]) => !keys.some((each) => each === key));
  return Object.fromEntries(others) as unknown as Omit<ReleaseRecord, Key>;
}
