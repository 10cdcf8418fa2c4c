import type { Journal, Person, ReleaseRecord } from "./journal";
import { type Stage, type StageName, ways } from "./stages";

export function wayOf({ kind }: Pick<ReleaseRecord, "kind">): {
  readonly there: readonly Stage[];
  readonly back: readonly Stage[];
} {
  return ways[kind];
}

/** How far it came on the way there. */
export function thereIndex(record: Pick<ReleaseRecord, "kind" | "reached">): number {
  return wayOf(record).there.findIndex(({ stage }) => stage === record.reached);
}

/** Whether any build has been begun. */
export function isBegun(record: Pick<ReleaseRecord, "kind" | "reached">): boolean {
  return !["migrate", "settings", "migrate new", "rebuild"].includes(record.reached);
}

/** How far its migrations are, with the projections that they are for: those that were begun may be there. */
export function migrated(record: ReleaseRecord): "not" | "begun" | "verified" {
  const stage = record.isNewDatabase === true ? "migrate new" : "migrate";
  const isBefore = (name: StageName) =>
    thereIndex(record) < thereIndex({ kind: record.kind, reached: name });
  if (record.migrations === undefined || isBefore(stage)) return "not";
  return isBefore("containers") ? "begun" : "verified";
}

/** How far it is on the way back; -1 where it is not on it. */
export function backIndex(record: Pick<ReleaseRecord, "kind" | "stage">): number {
  return wayOf(record).back.findIndex(({ stage }) => stage === record.stage);
}

export function isGoingBack(record: Pick<ReleaseRecord, "kind" | "stage">): boolean {
  return backIndex(record) >= 0;
}

/** When it came into the stage that it is in, whether or not what the stage does is done. */
export function enteredAt({ steps, since }: Pick<ReleaseRecord, "steps" | "since">): number {
  return steps.at(-1)?.at ?? since;
}

/** The stage that it is in. */
export function stageOf(record: Pick<ReleaseRecord, "kind" | "stage">): Stage {
  const { there, back } = wayOf(record);
  const found = [...there, ...back].find(({ stage }) => stage === record.stage);
  if (found === undefined) throw new RangeError(`a ${record.kind} has no stage ${record.stage}`);
  return found;
}

/**
 * Whether whoever began a release and whoever comes now are known not to be at work at the same time: two runs of a
 * pipeline, which waits for the one before, or one person on a machine.
 */
export function isSuccessor(by: Person, begunBy: Person): boolean {
  return by.url === undefined
    ? begunBy.url === undefined && by.name === begunBy.name
    : begunBy.url !== undefined;
}

/** The release that has not ended, which is the last. */
export function openIn(journal: Journal | undefined): ReleaseRecord | undefined {
  return journal?.releases.find(({ outcome }) => outcome === undefined);
}
