import type { ReleaseRecord } from "../rollout/stages/journal";
import type { Tally } from "./fleet/ledger";
import type { Plan } from "./plan";
import { countsOf, type VersionCount } from "./timeline";

/** What came of a rehearsal. */
export interface Rehearsed {
  /** Seconds on the wall, from the first visitor. */
  readonly seconds: number;
  readonly requests: number;
  /** By workload and version. */
  readonly counts: readonly VersionCount[];
  /** Requests that nobody answered, or that failed though nothing is wrong with the version. */
  readonly dropped: number;
  readonly good: Outcome;
  readonly bad: Outcome & {
    readonly workload: string;
    readonly version: string;
    readonly requests: number;
    /** Percent of the workload's requests that it may get before it was judged. */
    readonly share: number;
    /** That share of the requests while it got any, and what may have been under way. */
    readonly most: number;
  };
}

export interface Outcome {
  readonly outcome: string;
  /** In a sentence. */
  readonly reason: string;
}

export function rehearsed({
  tallies,
  plan,
  records: [good, bad],
  share,
  inFlight,
  seconds,
}: {
  readonly tallies: readonly Tally[];
  readonly plan: Pick<Plan, "bad">;
  /** Of the good release and of the bad one. */
  readonly records: readonly ReleaseRecord[];
  /** Percent that the bad version may get before it was judged. */
  readonly share: number;
  /** Most requests that waited for an answer at once. */
  readonly inFlight: number;
  readonly seconds: number;
}): Rehearsed {
  const [{ workload, to }] = plan.bad;
  const own = tallies.filter((tally) => tally.workload === workload.name);
  const worse = own.filter(({ version }) => version === to.version);
  const times = new Set(worse.map(({ at }) => at));
  const meanwhile = sum(
    own.filter(({ at }) => times.has(at)),
    "requests",
  );
  return {
    seconds,
    requests: sum(tallies, "requests"),
    counts: countsOf(tallies),
    dropped: sum(
      tallies.filter((tally) => !worse.includes(tally)),
      "errors",
    ),
    good: outcomeOf(good),
    bad: {
      ...outcomeOf(bad),
      workload: workload.name,
      version: to.version,
      requests: sum(worse, "requests"),
      share,
      most: Math.ceil((meanwhile * share) / 100) + inFlight,
    },
  };
}

function outcomeOf(record: ReleaseRecord | undefined): Outcome {
  if (record === undefined) return { outcome: "not begun", reason: "the one before did not end" };
  const { outcome = "held", held, reason = "" } = record;
  return { outcome, reason: held ?? reason };
}

function sum(tallies: readonly Tally[], of: "requests" | "errors"): number {
  return tallies.reduce((total, tally) => total + tally[of], 0);
}
