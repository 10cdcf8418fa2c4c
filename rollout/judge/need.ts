import { type Fault, faults, type Minute } from "./counts";
import type { Finding } from "./findings";
import { better, type Limits, odds, type Tolerance, toleranceOf, worse } from "./limits";
import type { Prior } from "./evidence";

/** What a release gets, and what the running version is like. */
export interface Traffic {
  /** Requests a second that the service gets. */
  readonly perSecond: number;
  /** Share of them that the release gets, from 0 to 1. */
  readonly share: number;
  /** Shares of the running version's requests that have each fault. */
  readonly usual: Readonly<Record<Fault, number>>;
}

/** What a release got until now, with the running version's shares; nothing where that was not asked. */
export function trafficOf(
  minutes: readonly Minute[],
  findings: readonly Finding[],
): Traffic | undefined {
  const [of] = findings;
  if (of === undefined || of.baseline.requests === 0 || of.candidate.requests === 0) {
    return undefined;
  }
  const all = of.candidate.requests + of.baseline.requests;
  const usual = (fault: Fault) => {
    const { hits, requests } =
      findings.find((each) => each.fault === fault)?.baseline ?? of.baseline;
    return hits / requests;
  };
  return {
    perSecond: all / (60 * minutes.length),
    share: of.candidate.requests / all,
    usual: { errors: usual("errors"), slow: usual("slow") },
  };
}

/** How many of the release's requests settle it, in nineteen releases of twenty. */
export interface Need {
  /** Until one that is like the running version is shown to be good. */
  readonly toPromote: number;
  /** Until one with three times the allowed errors is shown to be bad. */
  readonly toTakeBack: number;
  /** How many it gets while it is watched. */
  readonly available: number;
}

export function needOf({ perSecond, share, usual }: Traffic, limits: Limits): Need {
  const toPromote = Math.max(
    ...faults.map((fault) => requestsToClear(usual[fault], toleranceOf(fault, limits))),
  );
  const { allowed } = toleranceOf("errors", limits);
  return {
    toPromote,
    toTakeBack: requestsUntil(3 * allowed, allowed, worse, 0.5),
    available: perSecond * share * limits.watch,
  };
}

/** What makes up for too few requests; any one of them does. */
export interface Remedies {
  /** Share of the traffic, from 0 to 1; `undefined` where all of it is too little. */
  readonly share: number | undefined;
  /** Seconds to watch. */
  readonly watch: number;
  /** Requests a second of one's own, sent to the release besides. */
  readonly probes: number;
}

/** Nothing where the traffic suffices. */
export function remediesOf(traffic: Traffic, limits: Limits): Remedies | undefined {
  const { toPromote, toTakeBack, available } = needOf(traffic, limits);
  const wanted = Math.max(toPromote, toTakeBack);
  if (available >= wanted) return undefined;
  const share = wanted / (traffic.perSecond * limits.watch);
  return {
    // The running version needs some as well, to be compared with.
    share: share <= 0.5 ? share : undefined,
    watch: wanted / (traffic.perSecond * traffic.share),
    probes: (wanted - available) / limits.watch,
  };
}

/** Requests until a share is shown to be less than a bad one; infinitely many where it is not. */
export function requestsToClear(usual: number, { bad }: Tolerance): number {
  return usual >= bad ? Infinity : requestsUntil(usual, bad, better, 1);
}

/**
 * Requests until the evidence of a share against a limit is enough, in nineteen cases of twenty: the logarithm of the
 * likelihood ratio of the best factor grows by `mean` a request, with the given variance.
 */
function requestsUntil(share: number, limit: number, prior: Prior, begun: number): number {
  const candidates = prior.map(([factor, belief]) => {
    const other = Math.min(limit * factor, 0.98);
    const [hit, miss] = [Math.log(other / limit), Math.log((1 - other) / (1 - limit))];
    const mean = share * hit + (1 - share) * miss;
    const deviation = Math.sqrt(share * (1 - share)) * Math.abs(hit - miss);
    const wanted = Math.log(odds / (belief * begun));
    if (mean <= 0) return Infinity;
    const root =
      (surely * deviation + Math.sqrt((surely * deviation) ** 2 + 4 * mean * wanted)) / (2 * mean);
    return root ** 2;
  });
  return Math.ceil(Math.min(...candidates));
}

/** Standard deviations that one value in twenty lies beyond. */
const surely = 1.645;
