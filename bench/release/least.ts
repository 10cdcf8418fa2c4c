import { faults } from "../../rollout/judge/counts";
import { type Limits, odds, toleranceOf } from "../../rollout/judge/limits";
import type { World } from "./world";

/** What can be told of a bad release at all. */
export interface Least {
  /** Its requests until the end of the minute before which no test can tell, on average. */
  readonly requests: number;
  /** How many times as much it shows, by the end, as is needed. */
  readonly surplus: number;
}

/**
 * Wald's bound: a test that takes back one good release in `odds` needs, on average, as many requests of a bad one as have
 * an information of log(odds) about its share against the allowed one.
 */
export function leastOf({ minutes, truth }: World, limits: Limits): Least | undefined {
  const wanted = Math.log(odds);
  const information = { errors: 0, slow: 0 };
  let requests = 0;
  let least: number | undefined;
  for (const { at, candidate } of minutes) {
    requests += candidate.requests;
    for (const fault of faults) {
      const share = truth[at / 60]?.[fault] ?? 0;
      information[fault] +=
        candidate.requests * divergence(share, toleranceOf(fault, limits).allowed);
    }
    if (Math.max(information.errors, information.slow) >= wanted) least ??= requests;
  }
  if (least === undefined) return undefined;
  return { requests: least, surplus: Math.max(information.errors, information.slow) / wanted };
}

/** What a request tells of a share against an allowed one (Kullback and Leibler). */
function divergence(share: number, allowed: number): number {
  if (share <= allowed) return 0;
  return share * Math.log(share / allowed) + (1 - share) * Math.log((1 - share) / (1 - allowed));
}
