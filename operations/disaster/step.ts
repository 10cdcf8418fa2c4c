import { type Command, type Ran, shown } from "../bootstrap/step";
import type { JsonApi } from "../json-api";
import type { DatabaseHistory } from "./database-history";

/** In how many seconds it is wanted: a failover, a database, everything (BAK-13, BAK-14, BAK-15). */
export const targets = { failover: 300, database: 1_800, everything: 7_200 } as const;

export type Target = keyof typeof targets;

/** What a scenario reaches of the outside. */
export interface World {
  readonly clock: { now(): number; sleep(seconds: number): Promise<void> };
  /** Asks with a command line that changes nothing. */
  readonly ask: (command: Command) => Promise<Ran>;
  /** Runs one, and shows what it prints. */
  readonly run: (command: Command) => Promise<Ran>;
  readonly cloudflare: Pick<JsonApi, "find">;
  readonly database: Pick<DatabaseHistory, "branches" | "protect" | "restore" | "compare">;
  /** Shows people what was found. */
  readonly tell: (line: string) => void;
}

/** What was found, and whether it is as the step wants it. */
export interface Look {
  readonly holds: boolean;
  readonly says: string;
}

export interface Deed {
  /** For people: the command, or the call. */
  readonly shown: string;
  readonly run: (world: World) => Promise<void>;
}

/** A part of what a step takes; of unknown length where nobody can know before. */
export type Time = readonly [
  what: string,
  seconds: number | undefined,
  known: "declared" | "drilled" | "assumed" | "unknown",
];

export interface Step {
  readonly title: string;
  /** Who says that it is time: a cloud by its own rules, this command, or a person. */
  readonly decides: "cloud" | "command" | "person";
  readonly target: Target;
  /** What does it, each as often as it takes; nothing where a cloud does it, or a person. */
  readonly does: readonly Deed[];
  /** Looked at before, since what is done is passed by, and afterwards until it holds. Default: it is done each time. */
  readonly look?: (world: World) => Promise<Look>;
  readonly times: readonly Time[];
  /** What a person does where it does not hold. */
  readonly byHand: string;
  /** Title of the step that takes it back, or `nothing`, and why. */
  readonly back: string;
}

export interface Scenario {
  readonly means: string;
  /** The strictest target that it has to keep. */
  readonly target: Target;
  readonly steps: readonly Step[];
  /** The way back, once what failed is there again. */
  readonly back: readonly Step[];
}

/** A step failed, or could not be verified in its time; the message says which, and how to go on. */
export class DisasterError extends Error {}

export function runs(...command: Command): Deed {
  return {
    shown: `$ ${shown(command)}`,
    run: async (world) => {
      const { status, stderr } = await world.run(command);
      if (status === 0) return;
      throw new DisasterError(`${shown(command)} failed\n${stderr.trim()}`.trim());
    },
  };
}

/** What the steps take together, as far as it is known. */
export function secondsOf(steps: readonly Step[], target: Target): number {
  return steps
    .filter((step) => target === "everything" || step.target === target)
    .flatMap(({ times }) => times)
    .reduce((sum, [, seconds = 0]) => sum + seconds, 0);
}
