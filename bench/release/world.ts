import type { Counts, Minute } from "../../rollout/judge/counts";
import type { Limits } from "../../rollout/judge/limits";
import type { Random } from "./random";

/** What is wrong with a release. */
export const kinds = [
  "healthy",
  "errors",
  "many errors",
  "p95",
  "one task in ten",
  "leak",
] as const;

export type Kind = (typeof kinds)[number];

/** A release and what happens around it. */
export interface World {
  readonly kind: Kind;
  readonly perSecond: number;
  /** Of the traffic, that the release gets. */
  readonly share: number;
  readonly minutes: readonly Minute[];
  /** The release's own shares in each minute, whatever the running version has. */
  readonly truth: readonly { readonly errors: number; readonly slow: number }[];
}

/** A release is followed twice as long as it is to be watched: who holds it waits. */
const patience = 2;

export function worldOf(kind: Kind, limits: Limits, random: Random): World {
  const perSecond = random.magnitude(0.05, 1_000);
  const share = random.happens(0.5) ? 0.05 : 0.1;
  const usual = usualShares(limits, random);
  const own = usualShares(limits, random, usual);
  const wrong = faultOf(kind, limits, random);
  const length = (patience * limits.watch) / 60;
  const phase = random.between(0, 2 * Math.PI);
  const incident = happening(0.1, length, random);
  const burst = happening(0.2, length, random);
  const restart = happening(0.2, length, random);
  const minutes: Minute[] = [];
  const truth: { errors: number; slow: number }[] = [];
  for (let index = 0; index < length; index += 1) {
    const day = 1 + 0.5 * Math.sin(phase + (2 * Math.PI * index) / 1_440);
    const noise = Math.exp(0.2 * random.normal());
    const requests = 60 * perSecond * day * noise * (burst(index) ? 4 : 1);
    const shared = incident(index) ? { errors: 0.15, slow: 0.3 } : { errors: 0, slow: 0 };
    const at = wrong(index, own);
    truth.push(at);
    // A task that starts or stops takes a part of the release's traffic with it for a moment.
    const up = restart(index) ? 0.8 : 1;
    const cut = restart(index) ? random.poisson(0.2 * perSecond * share * 0.2) : 0;
    const candidate = countsOf(requests * share * up, both(at, shared), random);
    const baseline = countsOf(requests * (1 - share), both(usual, shared), random);
    // Metrics that never come.
    if (random.happens(0.03)) continue;
    minutes.push({
      at: 60 * index,
      candidate: { ...candidate, errors: Math.min(candidate.requests, candidate.errors + cut) },
      baseline,
    });
  }
  return { kind, perSecond, share, minutes, truth };
}

interface Shares {
  readonly errors: number;
  readonly slow: number;
}

/** What a version that is as it should be has of each fault; a release differs a little from the version before. */
function usualShares({ errorRate }: Limits, random: Random, like?: Shares): Shares {
  if (like !== undefined) {
    const near = (value: number) => value * random.between(0.85, 1.15);
    return { errors: near(like.errors), slow: near(like.slow) };
  }
  return { errors: random.magnitude(0.01, 0.6) * errorRate, slow: random.between(0.02, 0.042) };
}

/** The release's shares in each minute. */
function faultOf(
  kind: Kind,
  { errorRate, watch }: Limits,
  random: Random,
): (minute: number, own: Shares) => Shares {
  const factor = random.magnitude(3, 30);
  const slow = slowShare(random.between(0.3, 0.8), 1.3 / 1.1);
  const begins = random.between(2, watch / 120);
  const lasts = random.between(watch / 120, watch / 60);
  const faults: Readonly<Record<Kind, (minute: number, own: Shares) => Shares>> = {
    healthy: (_, own) => own,
    errors: (_, own) => ({ ...own, errors: 3 * errorRate }),
    "many errors": (_, own) => ({ ...own, errors: factor * errorRate }),
    p95: (_, own) => ({ ...own, slow }),
    "one task in ten": (_, own) => ({ ...own, errors: own.errors + 0.1 }),
    leak: (minute, own) => ({
      ...own,
      slow: own.slow + 0.4 * Math.min(1, Math.max(0, minute - begins) / lasts),
    }),
  };
  return faults[kind];
}

/** Share of requests over a limit that 5 % were over, once all take longer by a factor; lengths are lognormal. */
function slowShare(sigma: number, factor: number): number {
  return 1 - normalBelow(1.645 - Math.log(factor) / sigma);
}

/** Zelen and Severo's approximation (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z >= 0 ? 1 - tail : tail;
}

/** Some minutes in which something goes on, in a part of all worlds. */
function happening(chance: number, length: number, random: Random): (minute: number) => boolean {
  if (!random.happens(chance)) return () => false;
  const begin = random.between(0, length);
  const end = begin + random.between(1, 5);
  return (minute) => minute >= begin && minute < end;
}

function both(one: Shares, other: Shares): Shares {
  const either = (a: number, b: number) => 1 - (1 - a) * (1 - b);
  return { errors: either(one.errors, other.errors), slow: either(one.slow, other.slow) };
}

function countsOf(mean: number, { errors, slow }: Shares, random: Random): Counts {
  const requests = random.poisson(mean);
  return {
    requests,
    errors: random.binomial(requests, errors),
    slow: random.binomial(requests, slow),
  };
}
