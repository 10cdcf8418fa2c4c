import type { Fault } from "./counts";
import type { Prior } from "./evidence";

/** What a release is held to. */
export interface Limits {
  /** Share of requests that may fail, from 0 to 1: `rollbackThresholds.errorRate` of its deploy.yaml. */
  readonly errorRate: number;
  /** Seconds that it is watched before it gets all traffic: `monitoringPeriod`. */
  readonly watch: number;
  /** Seconds until a minute's counts are complete. */
  readonly settle: number;
}

/** Shares of a fault, from 0 to 1. */
export interface Tolerance {
  /** What a release may have. */
  readonly allowed: number;
  /** What it must be shown to have less than, before it gets all traffic. */
  readonly bad: number;
}

/**
 * A request is slow when it takes longer than 95 % of the running version's may, the allowed rise included
 * (`rollbackThresholds.latencyIncrease`): so p95 has risen by more than that exactly where more than 5 % are slow.
 */
const slow: Tolerance = { allowed: 0.05, bad: 0.075 };

export function toleranceOf(fault: Fault, { errorRate }: Limits): Tolerance {
  return fault === "slow" ? slow : { allowed: errorRate, bad: 2 * errorRate };
}

/** At most one good release in so many is taken back, and one bad one in so many is promoted, for each fault. */
export const odds = 10_000;

/** How many times the allowed share a bad release has. Three times is what is worst and least: it is believed most. */
export const worse: Prior = [
  [1.5, 0.13],
  [2, 0.15],
  [3, 0.28],
  [5, 0.14],
  [9, 0.11],
  [16, 0.08],
  [30, 0.06],
  [98, 0.05],
];

/** How many times the bad share a good release has. */
export const better: Prior = [
  [0.02, 0.25],
  [0.1, 0.25],
  [0.25, 0.2],
  [0.45, 0.2],
  [0.7, 0.1],
];
