import { Failure } from "../../database/failure";
import { Refusal } from "../../providers/server/provider";
import { ServiceError } from "../json-api";
import { DisasterError, type Look, secondsOf, type Step, type World } from "./step";

/** Seconds between two looks. */
const pause = 5;
/** A step has twice the time that is known of it, and these seconds at least, before a person has to look. */
const leastPatience = 60;

/** What a service or a command says in place of an answer. */
export const refusals = [DisasterError, ServiceError, Failure, Refusal] as const;

/** What became of a step. */
export interface Followed {
  readonly step: Step;
  readonly became: "done before" | "done" | "left";
  readonly says: string;
  /** Seconds that it took. */
  readonly took: number;
  /** When, in seconds by the world's clock. */
  readonly ended: number;
}

/**
 * Takes the steps in their order: what is as it should be is passed by, so that it goes on wherever it was stopped or killed
 * before, and may be called again.
 *
 * @returns those that it came to; the last one may be left to a person.
 * @throws DisasterError at the first that fails, or is not verified in its time.
 */
export async function follow(
  steps: readonly Step[],
  world: World,
  told: (what: Followed | Step) => void,
): Promise<readonly Followed[]> {
  const all: Followed[] = [];
  for (const step of steps) {
    const begun = world.clock.now();
    const before = await lookAt(world, step.look);
    if (!before.holds) {
      told(step);
      for (const deed of step.does) await deed.run(world);
    }
    const after = before.holds ? before : await verified(step, world, begun);
    const became = before.holds ? "done before" : after.holds ? "done" : "left";
    const ended = world.clock.now();
    const followed = { step, became, says: after.says, took: ended - begun, ended } as const;
    all.push(followed);
    told(followed);
    if (became === "left") break;
  }
  return all;
}

/** Looks until it holds; what a person has to say is not waited for. */
async function verified(step: Step, world: World, begun: number): Promise<Look> {
  const { title, look, decides, byHand } = step;
  const expected = secondsOf([step], "everything");
  const patience = Math.max(leastPatience, 2 * expected);
  for (;;) {
    const found = look === undefined ? { holds: true, says: "done" } : await lookAt(world, look);
    if (found.holds || decides === "person") return found;
    if (world.clock.now() - begun >= patience) {
      const late = `after ${String(patience)} s, expected it within ${String(expected)} s`;
      throw new DisasterError(`${title}: got "${found.says}" ${late}\n${byHand}`.trim());
    }
    await world.clock.sleep(pause);
  }
}

/** What does not answer is not as it should be: it may be what was lost. */
export async function lookAt(world: World, look: Step["look"]): Promise<Look> {
  try {
    return (await look?.(world)) ?? { holds: false, says: "nobody can tell: it is done each time" };
  } catch (error) {
    if (!refusals.some((kind) => error instanceof kind)) throw error;
    return { holds: false, says: (error as Error).message };
  }
}
