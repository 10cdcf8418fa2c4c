import { type Counts, type Fault, faults, type Minute } from "../../rollout/judge/counts";
import { judgeEach, type Outcome } from "../../rollout/judge/judge";
import { type Limits, toleranceOf } from "../../rollout/judge/limits";

/** What a judge makes of a release, and the minute after which it did. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly index: number;
}

export type Judge = (minutes: readonly Minute[], limits: Limits) => Verdict;

/** Ours, and what people use instead. */
export const judges: Readonly<Record<string, Judge>> = {
  ours(minutes, limits) {
    let index = 0;
    for (const { outcome } of judgeEach({ startedAt: 0, minutes }, limits)) {
      if (outcome !== "hold") return { outcome, index };
      index += 1;
    }
    return { outcome: "hold", index };
  },

  /** An alarm on 3 of 5 minutes over what is allowed, as CloudWatch has them. */
  threshold(minutes, limits) {
    const breaches = minutes.map(({ candidate }) => isOver(candidate, limits));
    const index = breaches.findIndex(
      (_, at) => breaches.slice(Math.max(0, at - 4), at + 1).filter(Boolean).length >= 3,
    );
    return untilWatched(minutes, limits, index);
  },

  /** Kayenta's: each minute's share is a sample, and those of both versions are compared when the time is over. */
  "Mann-Whitney"(minutes, limits) {
    const watched = minutes.filter(({ at }) => at < limits.watch);
    const differs = faults.some((fault) => mannWhitney(watched, fault) > confidence98);
    const index = watched.length - 1;
    return { outcome: differs ? "roll back" : "promote", index };
  },
};

function isOver(counts: Counts, limits: Limits): boolean {
  return faults.some(
    (fault) => counts[fault] > counts.requests * toleranceOf(fault, limits).allowed,
  );
}

function untilWatched(minutes: readonly Minute[], { watch }: Limits, index: number): Verdict {
  const over = minutes.findIndex(({ at }) => at + 60 >= watch);
  const last = over < 0 ? minutes.length - 1 : over;
  return index >= 0 && index <= last
    ? { outcome: "roll back", index }
    : { outcome: "promote", index: last };
}

const confidence98 = 2.054;

/** How many standard deviations the candidate's ranks are above what chance makes them. */
function mannWhitney(minutes: readonly Minute[], fault: Fault): number {
  const shares = (side: "candidate" | "baseline") =>
    minutes
      .map((each) => each[side])
      .filter(({ requests }) => requests > 0)
      .map((counts) => counts[fault] / counts.requests);
  const [ours, theirs] = [shares("candidate"), shares("baseline")];
  const [n, m] = [ours.length, theirs.length];
  if (n === 0 || m === 0) return 0;
  let wins = 0;
  for (const own of ours) {
    for (const other of theirs) wins += own > other ? 1 : own === other ? 0.5 : 0;
  }
  return (wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}
