import type { Clock, World } from "../../operations/release/world";
import type { Minute } from "../../rollout/judge/counts";

/** A clock on which nobody waits. */
export function fastClock(begin: number): Clock {
  let time = begin;
  return {
    now: () => time,
    sleep: (seconds) => {
      time += seconds;
      return Promise.resolve();
    },
  };
}

/** Traffic with a candidate's share of one in twenty, of whose requests so many of a thousand fail. */
export function trafficOf(errors: number, since: number, now: number): readonly Minute[] {
  const counts = (requests: number, failed: number) => ({ requests, errors: failed, slow: 0 });
  return Array.from({ length: Math.max(0, Math.floor((now - since) / 60)) }, (_, index) => ({
    at: since + 60 * index,
    candidate: counts(1_000, errors),
    baseline: counts(19_000, 0),
  }));
}

/** Sites are uploaded, not declared: no emulated cloud takes them. */
export const noSites: World["sites"] = {
  live: () => Promise.resolve(undefined),
  upload: refuse,
  makeLive: refuse,
  goBack: refuse,
};

function refuse(): Promise<never> {
  return Promise.reject(new Error("no site is rehearsed"));
}
