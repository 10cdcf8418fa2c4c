import { createHash } from "node:crypto";

/** Whether everything runs (`npm run test:engine:full`), or the seeded share of it (`npm run test:engine`). */
export const isFull = process.env.ENGINE_TESTS === "full";

/** The seed of every sample, from ENGINE_SEED; a new one each run unless it is given. */
export const seed = seedOf(process.env.ENGINE_SEED);
// Mocha runs the files of one run in several processes.
process.env.ENGINE_SEED = String(seed);

/** What belongs into titles, so that a run can be repeated. */
export const seedNote = `ENGINE_SEED=${String(seed)}`;

/** What is meant for this run: a number, or a list. */
export function share<Value>({
  seeded,
  full,
}: {
  readonly seeded: Value;
  readonly full: Value;
}): Value {
  return isFull ? full : seeded;
}

/** `size` elements in the list's order, chosen by the seed; all of a list that has no more. */
export function seededSample<Element>(
  list: readonly Element[],
  size: number,
  salt = "",
): readonly Element[] {
  const random = randomFrom(`${String(seed)}|${salt}`);
  const drawn = list.map((_, index) => ({ index, order: random() }));
  const chosen = new Set(
    drawn
      .sort((a, b) => a.order - b.order)
      .slice(0, size)
      .map(({ index }) => index),
  );
  return list.filter((_, index) => chosen.has(index));
}

/** Numbers from 0 up to 1 that follow from the text (mulberry32). */
export function randomFrom(text: string): () => number {
  let state = createHash("sha256").update(text).digest().readInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function seedOf(text: string | undefined): number {
  if (text === undefined || text === "") return Math.floor(Math.random() * 2 ** 32);
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`ENGINE_SEED: got "${text}", expected a whole number`);
}
