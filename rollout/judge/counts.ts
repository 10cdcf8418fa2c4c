/** What one version answered in a minute; of sampled data, the sample and not what it stands for. */
export interface Counts {
  readonly requests: number;
  readonly errors: number;
  /** Requests that took longer than the limit. */
  readonly slow: number;
  /** Requests of which it is known how long they took. Default: all. */
  readonly timed?: number;
}

/** A minute in which both versions were asked. */
export interface Minute {
  /** When it began, in seconds since 1970. */
  readonly at: number;
  readonly candidate: Counts;
  /** The version that ran before, in the same minute. */
  readonly baseline: Counts;
}

/** What is counted against a release. */
export const faults = ["errors", "slow"] as const;

export type Fault = (typeof faults)[number];

/** How many of some requests had a fault. */
export interface Share {
  readonly requests: number;
  readonly hits: number;
}

export function shareOf({ requests, timed = requests, ...hits }: Counts, fault: Fault): Share {
  return { requests: fault === "slow" ? timed : requests, hits: hits[fault] };
}

export function added(one: Share, other: Share): Share {
  return { requests: one.requests + other.requests, hits: one.hits + other.hits };
}
