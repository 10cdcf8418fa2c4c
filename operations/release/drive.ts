import { decided, done, failed, next, objectionToSaying } from "../../rollout/stages/machine";
import type { Decision, ReleaseRecord } from "../../rollout/stages/journal";
import { stageOf } from "../../rollout/stages/place";
import { UsageError } from "../../settings/usage-error";
import { messageOf } from "../command-line";
import { OpenRelease } from "./open-release";
import { look, perform } from "./perform";
import { ConflictError, type World } from "./world";

/** The runner was told to stop; what it began is in the journal, and another one goes on with it. */
export class StoppedError extends Error {}

export interface DriveOptions {
  /** What a person has decided of a release that was held. */
  readonly said?: Decision;
  /** Aborted when the runner is to stop, once it has done what it is doing. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the open release of the journal to its end, or to where a person has to decide. Every step is written before and after
 * it is taken, so that another runner goes on where this one was killed.
 *
 * @returns the release as it ended, or as it is held.
 * @throws ConflictError where another runner works on it; StoppedError; UsageError where no release is open, or where that
 *   can't be decided now.
 */
export async function drive(
  world: World,
  { said, signal }: DriveOptions = {},
): Promise<ReleaseRecord> {
  const release = await OpenRelease.read(world);
  const objection = said && objectionToSaying(said.say, release.record);
  if (objection !== undefined) throw new UsageError(objection);
  await release.write(decided(release.record, said));
  while (release.record.outcome === undefined && release.record.held === undefined) {
    if (signal?.aborted === true) throw new StoppedError("stopped where a person asked for it");
    await step(world, release);
  }
  return release.record;
}

async function step(world: World, release: OpenRelease): Promise<void> {
  const { record } = release;
  const seen = record.isDone ? await look(world, record) : {};
  const taken = next(record, seen, world.clock.now());
  switch (taken.kind) {
    case "do":
      await release.write(await attempt(world, release));
      break;
    case "wait":
      release.tell(stageOf(record).waitsFor === "judge" ? "judged" : "waits", taken.says);
      await world.clock.sleep(Math.max(1, taken.until - world.clock.now()));
      break;
    case "turn":
      await release.write(taken.record);
      break;
  }
}

async function attempt(world: World, release: OpenRelease): Promise<ReleaseRecord> {
  const { record, before } = release;
  try {
    return done(record, await perform(world, record, before), world.clock.now());
  } catch (error) {
    if (error instanceof ConflictError) throw error;
    const says = messageOf(error);
    release.tell("failed", says);
    return failed(record, says, world.clock.now());
  }
}
