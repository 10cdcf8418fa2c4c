import type { ReleaseRecord } from "./journal";
import { concerns } from "./machine";
import { wayOf } from "./place";
import type { Stage } from "./stages";
import { resolversForget } from "./verdicts";

/** A wait that is declared: it takes so long where all goes well. */
export interface Wait {
  readonly stage: Stage["stage"];
  readonly seconds: number;
  /** Seconds that it takes at most besides, since a person has to agree. */
  readonly consent: number;
}

/** The stages that a release goes through, with what each waits. */
export function waitsThere(record: ReleaseRecord): readonly Wait[] {
  return waitsOf(wayOf(record).there, record);
}

/**
 * The stages of the way back, from a release that came to its end. What was released before goes back without canary and
 * consent; for a while ECS then keeps what was taken back, which nobody waits for.
 */
export function waitsBack(record: ReleaseRecord): readonly Wait[] {
  const { there, back } = wayOf(record);
  return waitsOf(back, { ...record, reached: there.at(-1)?.stage ?? record.reached });
}

function waitsOf(rows: readonly Stage[], record: ReleaseRecord): readonly Wait[] {
  return rows
    .filter((row) => concerns(row, record))
    .map((row) => ({ stage: row.stage, ...waitOf(row, record) }));
}

function waitOf({ stage, waitsFor }: Stage, { changes }: ReleaseRecord): Omit<Wait, "stage"> {
  const most = (values: readonly (number | undefined)[]) =>
    Math.max(0, ...values.flatMap((value) => value ?? []));
  switch (waitsFor) {
    case "judge":
      return { seconds: most(changes.map(({ pace }) => pace.watch)), consent: 0 };
    case "bake":
      return { seconds: most(changes.map(({ pace }) => pace.bake)), consent: 0 };
    case "calm":
      return { seconds: resolversForget, consent: 0 };
    case "services":
      return stage === "containers back"
        ? { seconds: 0, consent: 0 }
        : {
            seconds: most(changes.map(({ pace }) => pace.deployment)),
            consent: most(changes.map(({ pace }) => pace.consent)),
          };
    case "cell":
    case "nothing":
      return { seconds: 0, consent: 0 };
  }
}
