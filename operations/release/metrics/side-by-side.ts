import type { Counts, Minute } from "../../../rollout/judge/counts";

/** What a version was counted in each minute, by the second at which it began. */
export type CountsByMinute = ReadonlyMap<number, Counts>;

const none: Counts = { requests: 0, errors: 0, slow: 0 };

/** The minutes in which either was asked, oldest first. */
export function sideBySide(candidate: CountsByMinute, baseline: CountsByMinute): readonly Minute[] {
  return [...new Set([...candidate.keys(), ...baseline.keys()])]
    .sort((a, b) => a - b)
    .map((at) => ({
      at,
      candidate: candidate.get(at) ?? none,
      baseline: baseline.get(at) ?? none,
    }));
}
