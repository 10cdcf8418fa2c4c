import { type Fault, faults, type Minute } from "../judge/counts";
import type { Judgement } from "../judge/judge";

/** A value for each minute; `undefined` where there is none. */
export type Line = readonly (number | undefined)[];

/** What is drawn of one fault. */
export interface Lines {
  readonly fault: Fault;
  /** Shares of each minute's requests. */
  readonly candidate: Line;
  readonly baseline: Line;
  /** Decimal logarithm of the evidence against the release, from 0. */
  readonly worse: Line;
  readonly allowed: number;
}

export function linesOf(
  minutes: readonly Minute[],
  judgements: readonly Judgement[],
): readonly Lines[] {
  return faults.map((fault) => {
    const findings = judgements.map((each) => each.findings.find((of) => of.fault === fault));
    const shares = (side: "candidate" | "baseline") =>
      minutes
        .slice(0, judgements.length)
        .map((minute) => minute[side])
        .map((counts) => (counts.requests === 0 ? undefined : counts[fault] / counts.requests));
    return {
      fault,
      candidate: shares("candidate"),
      baseline: shares("baseline"),
      worse: findings.map((finding) => Math.max(0, Math.log10(finding?.worse ?? 1))),
      allowed: findings[0]?.tolerance.allowed ?? 0,
    };
  });
}

/** The last value of a line. */
export function endOf(line: Line): number {
  return line.filter((value) => value !== undefined).at(-1) ?? 0;
}
