import { playedDays } from "./schedule";

/** Something that makes restore points on some days, and keeps each of them so many days; for ever where none are said. */
export interface Process {
  readonly made: readonly number[];
  readonly days?: number;
}

/** In every span of `every` days there is a restore point, as far as `back` days ago. */
export interface Span {
  readonly every: number;
  readonly back: number;
}

/** A day on which a span of the past has no restore point. */
export interface Lack {
  readonly day: number;
  /** The last day of the span. */
  readonly of: number;
}

/** The first day that lacks a restore point; `undefined` where none ever does. */
export function firstLack({ every, back }: Span, processes: readonly Process[]): Lack | undefined {
  // The last day on which something made on a day is still there.
  const until = new Array<number>(playedDays).fill(-1);
  for (const { made, days = playedDays } of processes) {
    for (const day of made) until[day] = Math.max(until[day] ?? -1, day + Math.floor(days) - 1);
  }
  let first: Lack | undefined;
  for (let of = every - 1; of < playedDays; of += 1) {
    const left = Math.max(...until.slice(of - every + 1, of + 1));
    const needed = Math.min(of + back - every, playedDays - 1);
    const day = Math.max(left + 1, of);
    if (left < needed && (first === undefined || day < first.day)) first = { day, of };
  }
  return first;
}
