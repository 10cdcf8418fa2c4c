import { expect } from "chai";
import fc from "fast-check";
import { Evidence, type LogRatios, type Prior } from "../../rollout/judge/evidence";
import { againstBaseline, againstLimit } from "../../rollout/judge/likelihood";
import { better, worse } from "../../rollout/judge/limits";

/** How likely each count of hits is, of so many trials with a chance each. */
function binomial(trials: number, chance: number): readonly number[] {
  let ways = 1;
  return Array.from({ length: trials + 1 }, (_, hits) => {
    const likely = ways * chance ** hits * (1 - chance) ** (trials - hits);
    ways = (ways * (trials - hits)) / (hits + 1);
    return likely;
  });
}

/** The mean of what evidence comes to, over everything that may be counted in some minutes. */
function meanEvidence(
  evidence: () => Evidence,
  minutes: number,
  outcomes: readonly (readonly [likely: number, ratios: LogRatios])[],
  before: readonly LogRatios[] = [],
): number {
  if (minutes === 0) {
    const tried = evidence();
    for (const ratios of before) tried.add(ratios);
    return tried.value;
  }
  return outcomes.reduce(
    (sum, [likely, ratios]) =>
      sum + likely * meanEvidence(evidence, minutes - 1, outcomes, [...before, ratios]),
    0,
  );
}

const share = (requests: number, hits: number) => ({ requests, hits });
const since = fc.constantFrom("any minute" as const, "first minute" as const);

describe("evidence against a release", () => {
  it("is one on average, after any minute, where the share is exactly what is allowed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        fc.integer({ min: 1, max: 3 }),
        since,
        (trials, allowed, minutes, from) => {
          const test = againstLimit(allowed, worse);
          const outcomes = binomial(trials, allowed).map(
            (likely, hits) => [likely, test(share(trials, hits))] as const,
          );
          const mean = meanEvidence(() => new Evidence(worse, from), minutes, outcomes);
          expect(mean).to.be.closeTo(1, 1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is at most one on average where the share is less than is allowed", () => {
    const test = againstLimit(0.1, worse);
    const outcomes = binomial(5, 0.04).map(
      (likely, hits) => [likely, test(share(5, hits))] as const,
    );
    expect(meanEvidence(() => new Evidence(worse, "any minute"), 3, outcomes)).to.be.below(1);
  });

  it("is one on average where both versions have one share, whatever it is", () => {
    const ofHits = (prior: Prior, ratio: number, own: number, others: number, hits: number) => {
      const test = againstBaseline(ratio, prior);
      const part = (own * ratio) / (own * ratio + others);
      return binomial(hits, part).map(
        (likely, ours) => [likely, test(share(own, ours), share(others, hits - ours))] as const,
      );
    };
    for (const [prior, ratio] of [
      [worse, 1],
      [better, 2],
    ] as const) {
      const outcomes = ofHits(prior, ratio, 50, 950, 5);
      const mean = meanEvidence(() => new Evidence(prior, "first minute"), 2, outcomes);
      expect(mean).to.be.closeTo(1, 1e-9);
    }
  });

  it("grows by what a better one shows as well, where the release is the better", () => {
    const test = againstBaseline(1.5, better);
    const evidence = new Evidence(better, "first minute");
    for (let minute = 0; minute < 30; minute += 1) evidence.add(test(share(500, 1), share(500, 6)));
    expect(evidence.value).to.be.above(1e4);
  });

  it("stays a number where there is no doubt at all", () => {
    const evidence = new Evidence(worse, "any minute");
    const test = againstLimit(0.01, worse);
    evidence.add(test(share(1e7, 1e7)));
    evidence.add(test(share(1e7, 0)));
    expect(evidence.value).to.be.within(0, Number.MAX_VALUE);
  });

  it("believes each factor by a part of one belief", () => {
    for (const prior of [worse, better]) {
      expect(prior.reduce((sum, [, belief]) => sum + belief, 0)).to.be.closeTo(1, 1e-9);
    }
  });
});
