import type { Share } from "./counts";
import type { LogRatios, Prior } from "./evidence";

/** A share of all requests can't be told from one of nearly all. */
const highest = 0.98;

/** How much likelier hits are with the limit times each factor than with the limit. */
export function againstLimit(limit: number, prior: Prior): (counted: Share) => LogRatios {
  const ratios = prior.map(([factor]) => {
    const other = Math.min(limit * factor, highest);
    return [Math.log(other / limit), Math.log((1 - other) / (1 - limit))] as const;
  });
  return ({ requests, hits }) => ratios.map(([hit, miss]) => hits * hit + (requests - hits) * miss);
}

/**
 * How much likelier it is that so many of all hits are the candidate's where its share is the baseline's times each factor,
 * and times `ratio`, than where it is the baseline's times `ratio` alone, whatever the baseline's is.
 */
export function againstBaseline(
  ratio: number,
  prior: Prior,
): (candidate: Share, baseline: Share) => LogRatios {
  return (candidate, baseline) => {
    if (candidate.hits + baseline.hits === 0) return prior.map(() => 0);
    const [own, others] = [candidate.requests * ratio, baseline.requests];
    return prior.map(([factor]) => {
      const shift = Math.log((own + others) / (own * factor + others));
      return (
        candidate.hits * (Math.log(factor) + shift) + (others === 0 ? 0 : baseline.hits * shift)
      );
    });
  };
}
