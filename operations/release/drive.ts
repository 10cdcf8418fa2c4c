import { decided, done, failed, next } from "../../rollout/stages/machine";
import type { Decision, Journal, Place, ReleaseRecord } from "../../rollout/stages/journal";
import { stageOf } from "../../rollout/stages/place";
import { settingsAt } from "../../rollout/stages/settings";
import { type Standings, standingsOf } from "../../rollout/stages/standings";
import type { Awaited } from "../../rollout/stages/stages";
import type { Seen } from "../../rollout/stages/verdicts";
import { perform } from "./perform";
import type { ReleaseEvent, World } from "./world";

/** A runner was told to stop; what it began is in the journal, and `make release-resume` goes on with it. */
export class StoppedError extends Error {}

export interface DriveOptions {
  /** What a person has decided of a release that was held. */
  readonly said?: Decision;
  /** Aborted when the runner is to stop after what it is doing. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the open release of a journal to its end, or to where a person has to decide. Each step is written before and after it
 * is taken, so that another runner goes on where this one was killed.
 *
 * @returns the release as it ended, or is held.
 * @throws ConflictError where another runner works on it; StoppedError.
 */
export async function drive(world: World, { said, signal }: DriveOptions): Promise<ReleaseRecord> {
  const log = await OpenRelease.read(world);
  await log.write(decided(log.record, said));
  while (log.record.outcome === undefined && log.record.held === undefined) {
    if (signal?.aborted === true) throw new StoppedError("stopped");
    const seen = log.record.isDone ? await look(world, log.record) : {};
    const step = next(log.record, seen, world.clock.now());
    switch (step.kind) {
      case "do":
        await log.write(await attempt(world, log.record, log.before));
        break;
      case "wait":
        log.tell("waits", step.says);
        await world.clock.sleep(Math.max(1, step.until - world.clock.now()));
        break;
      case "turn":
        await log.write(step.record);
        break;
    }
  }
  return log.record;
}
