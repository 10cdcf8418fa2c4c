import { expect } from "chai";
import type { Counts, Minute } from "../../rollout/judge/counts";
import { judge, judgeEach } from "../../rollout/judge/judge";
import { needOf, remediesOf, requestsToClear } from "../../rollout/judge/need";
import { limits as sample, measure } from "../../bench/release/measure";
import { Random } from "../../bench/release/random";

const limits = { errorRate: 0.01, watch: 1_800, settle: 120 };

const counts = (requests: number, errors: number, slow = 0.03 * requests): Counts => ({
  requests,
  errors,
  slow: Math.round(slow),
});

/** Minutes of a release, from what both versions count in each. */
function minutesOf(length: number, of: (minute: number) => readonly [Counts, Counts]): Minute[] {
  return Array.from({ length }, (_, index) => {
    const [candidate, baseline] = of(index);
    return { at: 60 * index, candidate, baseline };
  });
}

const quiet = counts(950, 2);
const late = 60 * 60 * 24;

function outcomeOf(minutes: readonly Minute[], now = 60 * minutes.length + limits.settle): string {
  const { outcome, reason } = judge({ startedAt: 0, minutes }, limits, now);
  return `${outcome}: ${reason}`;
}

describe("the judge of a release", () => {
  it("promotes one that is like the running version, once its time is over", () => {
    const minutes = minutesOf(30, () => [counts(100, 0), quiet]);
    expect(outcomeOf(minutes.slice(0, 29))).to.equal(
      "hold: it was watched for 29 minutes of 30 minutes",
    );
    expect(outcomeOf(minutes)).to.equal(
      "promote: 0 of 3,000 requests failed (0 %), surely less than 2 %; " +
        "90 of 3,000 requests were slow (3 %), surely less than 7.5 %",
    );
  });

  it("takes back one that fails too often, as soon as that is sure", () => {
    expect(outcomeOf(minutesOf(8, () => [counts(100, 4), quiet]))).to.equal(
      "roll back: 20 of 500 requests failed (4 %), where 1 % are allowed and the running version " +
        "had 0.21 %: one good release in 10,000 ever looks so",
    );
    expect(outcomeOf(minutesOf(2, () => [counts(100, 4), quiet]))).to.match(/^hold/);
  });

  it("takes back one that is slow", () => {
    const slow = minutesOf(10, () => [counts(100, 0, 15), quiet]);
    expect(outcomeOf(slow)).to.match(/^roll back: \d+ of \d+ requests were slow \(15 %\)/);
  });

  it("takes back one that becomes slow late, and says what it became", () => {
    const leak = minutesOf(30, (minute) => [counts(100, 0, minute < 20 ? 3 : 25), quiet]);
    expect(outcomeOf(leak)).to.match(/^roll back: \d+ of \d+ requests were slow \(25 %\)/);
  });

  it("does not promote what lately looks worse, however good it was", () => {
    const minutes = minutesOf(30, (minute) => [counts(100, minute < 29 ? 0 : 4), quiet]);
    expect(outcomeOf(minutes)).to.match(
      /^hold: of late 4 of 100 requests failed \(4 %\), where 1 % are allowed$/,
    );
  });

  it("does not blame it for what both versions suffer from", () => {
    const shared = minutesOf(30, (minute) =>
      minute > 10 && minute < 15 ? [counts(100, 20), counts(950, 190)] : [counts(100, 0), quiet],
    );
    expect(outcomeOf(shared)).to.match(/^promote/);
  });

  it("blames it for what it suffers from more, all the same", () => {
    const minutes = minutesOf(15, () => [counts(100, 40), counts(950, 95)]);
    expect(outcomeOf(minutes)).to.match(/^roll back/);
  });

  it("neither promotes nor takes back what nobody asks for, and says how much would do", () => {
    expect(outcomeOf([])).to.equal("hold: nothing was counted yet");
    expect(outcomeOf(minutesOf(600, () => [counts(0, 0), quiet]))).to.match(
      /^hold: 0 of 0 requests/,
    );
    expect(outcomeOf(minutesOf(30, () => [counts(3, 0), quiet]))).to.match(
      /^hold: 0 of 90 requests failed.*: some \d+ more requests would$/,
    );
  });

  it("does not promote when nothing was counted lately", () => {
    const minutes = minutesOf(30, () => [counts(100, 0), quiet]);
    expect(outcomeOf(minutes, late)).to.match(/^hold: nothing was counted for [\d,]+ minutes$/);
  });

  it("leaves out what may still be counted", () => {
    const minutes = minutesOf(30, (minute) => [counts(100, minute < 29 ? 0 : 100), quiet]);
    expect(outcomeOf(minutes, 1_800)).to.match(/^hold: it was watched for/);
  });

  it("stays with having taken one back", () => {
    const minutes = minutesOf(60, (minute) => [counts(500, minute < 5 ? 50 : 0), quiet]);
    const outcomes = [...judgeEach({ startedAt: 0, minutes }, limits)].map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.indexOf("roll back")).to.be.within(0, 5);
    expect(outcomes.at(-1)).to.equal("roll back");
  });

  it("holds its promises over simulated releases", () => {
    const [good] = measure("healthy", 2_000);
    expect(good?.takenBack).to.be.at.most(2);
    for (const kind of ["errors", "many errors", "p95", "one task in ten", "leak"] as const) {
      const [bad] = measure(kind, 150);
      expect(bad?.promoted, kind).to.equal(0);
      expect(bad?.found, kind).to.equal(bad?.decidable).and.above(0);
      expect(bad?.requestsByLeast, kind).to.be.below(1.3);
    }
  });
});

describe("how many requests settle a release", () => {
  const traffic = { perSecond: 30, share: 0.05, usual: { errors: 0.002, slow: 0.03 } };

  it("is as many as nineteen of twenty take", () => {
    const needed = requestsToClear(0.002, { allowed: 0.01, bad: 0.02 });
    const promoted = Array.from({ length: 400 }, (_, seed) => {
      const random = new Random(seed);
      const each = Math.ceil(needed / 30);
      const minutes = minutesOf(30, () => [
        counts(each, random.binomial(each, 0.002), 0),
        counts(20 * each, 0),
      ]);
      return outcomeOf(minutes).startsWith("promote");
    }).filter(Boolean).length;
    expect(promoted / 400).to.be.within(0.9, 0.995);
  });

  it("is known before the start, with what the traffic brings", () => {
    const { toPromote, toTakeBack, available } = needOf(traffic, sample);
    expect(available).to.equal(2_700);
    expect(toPromote).to.be.within(500, 2_000);
    expect(toTakeBack).to.be.within(500, 2_000);
    expect(remediesOf(traffic, sample)).to.equal(undefined);
  });

  it("asks for a larger share, a longer watch or probes where the traffic is too little", () => {
    const remedies = remediesOf({ ...traffic, perSecond: 5 }, sample);
    expect(remedies?.share).to.be.within(0.05, 0.5);
    expect(remedies?.watch).to.be.above(1_800);
    expect(remedies?.probes).to.be.above(0);
    expect(remediesOf({ ...traffic, perSecond: 0.05 }, sample)?.share).to.equal(undefined);
  });

  it("is never enough where the running version itself is bad", () => {
    expect(requestsToClear(0.05, { allowed: 0.01, bad: 0.02 })).to.equal(Infinity);
  });
});
