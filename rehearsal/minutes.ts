import type { Counts, Minute } from "../rollout/judge/counts";
import { percentile } from "./fleet/deployment-trial";
import type { Tally } from "./fleet/ledger";

/** Milliseconds below which one machine's own work makes answers slow, and not a release. */
const noise = 250;

/**
 * What the newest of two versions answered and what the one before, minute by minute. A request is slow that took longer
 * than 95 % of the running version's did before, and a tenth.
 *
 * @param versions - of the workload, in the order of their releases.
 * @param since - in seconds since 1970: when the newest got its share.
 */
export function minutesOf(
  tallies: readonly Tally[],
  versions: readonly string[],
  since: number,
): readonly Minute[] {
  const newest = [...versions]
    .reverse()
    .find((version) => tallies.some((tally) => tally.version === version && tally.at + 60 > since));
  const before = tallies
    .filter(({ at, version }) => at + 60 <= since && version !== newest)
    .flatMap(({ latencies }) => latencies);
  const limit = Math.max(noise, percentile(before, 0.95) * 1.1);
  const later = tallies.filter(({ at }) => at >= since - (since % 60));
  const times = [...new Set(later.map(({ at }) => at))].sort((one, other) => one - other);
  return times.map((at) => {
    const of = (isCandidate: boolean): Counts => {
      const some = later.filter(
        (tally) => tally.at === at && (tally.version === newest) === isCandidate,
      );
      return {
        requests: some.reduce((sum, { requests }) => sum + requests, 0),
        errors: some.reduce((sum, { errors }) => sum + errors, 0),
        slow: some.flatMap(({ latencies }) => latencies).filter((latency) => latency > limit)
          .length,
      };
    };
    return { at, candidate: of(true), baseline: of(false) };
  });
}
