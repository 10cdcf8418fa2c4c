import { expect } from "chai";
import fc from "fast-check";
import { type Lack, type Process, type Span, firstLack } from "../../policies/calendar/lack";
import { longestPause, playedDays, runDays } from "../../policies/calendar/schedule";

/** What firstLack says at once, found by looking at each day what is left. */
function walked({ every, back }: Span, processes: readonly Process[]): Lack | undefined {
  for (let day = 0; day < playedDays; day += 1) {
    const left = processes.flatMap(({ made, days = playedDays }) =>
      made.filter((point) => point <= day && day < point + days),
    );
    const oldest = Math.max(0, day - back + 1);
    for (let of = oldest + every - 1; of <= day; of += 1) {
      if (!left.some((point) => point > of - every && point <= of)) return { day, of };
    }
  }
  return undefined;
}

const process = fc.record({
  made: fc.uniqueArray(fc.integer({ min: 0, max: playedDays - 1 }), { maxLength: playedDays }),
  days: fc.integer({ min: 0, max: 450 }),
});
const regular = fc
  .record({
    pause: fc.integer({ min: 1, max: 10 }),
    from: fc.integer({ min: 0, max: 9 }),
    days: fc.integer({ min: 0, max: 450 }),
  })
  .map(({ pause, from, days }) => ({
    made: runDays("rate(1 day)").filter((day) => day % pause === from % pause),
    days,
  }));
const span = fc
  .record({ every: fc.integer({ min: 1, max: 10 }), more: fc.integer({ min: 0, max: 380 }) })
  .map(({ every, more }) => ({ every, back: every + more }));

describe("the calendar of restore points", () => {
  it("finds the day that a walk through all days meets first", () => {
    fc.assert(
      fc.property(
        span,
        fc.array(fc.oneof(process, regular), { maxLength: 3 }),
        (need, processes) => {
          expect(firstLack(need, processes)).to.deep.equal(walked(need, processes));
        },
      ),
      { numRuns: 60 },
    );
  });

  // Day 0 is Saturday, 1 January 2028.
  for (const [schedule, first, count] of [
    ["cron(0 3 * * ? *)", [0, 1, 2], 400],
    ["cron(0 4 ? * SUN *)", [1, 8, 15], 57],
    ["cron(0 4 ? * 1 *)", [1, 8, 15], 57],
    ["cron(0/15 * ? * mon-fri *)", [2, 3, 4], 285],
    ["cron(0 0 1,15 * ? *)", [0, 14, 31], 27],
    ["cron(0 0 L * ? *)", [30, 59, 90], 13],
    ["cron(0 0 29 2 ? *)", [59], 1],
    ["cron(0 0 31 4 ? *)", [], 0],
    ["cron(0 0 ? * 2#1 *)", [2, 37, 65], 13],
    ["cron(0 0 ? * 6L *)", [27, 55, 90], 13],
    ["cron(0 0 1/10 JAN-MAR/2 ? *)", [0, 10, 20], 12],
    ["cron(0 3 * * ? 2028)", [], 0],
    ["rate(12 hours)", [0, 1, 2], 400],
    ["rate(3 days)", [0, 3, 6], 134],
  ] as const) {
    it(`runs ${schedule} on the days that AWS would`, () => {
      expect(runDays(schedule).slice(0, 3)).to.deep.equal(first);
      expect(runDays(schedule)).to.have.lengthOf(count);
    });
  }

  for (const schedule of [
    "daily",
    "rate(0 days)",
    "cron(0 3 * * ?)",
    "cron(0 3 * * * *)",
    "cron(60 3 * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 3 15W * ? *)",
    "cron(0 3 */0 * ? *)",
    "cron(0 3 ? * MONDAY *)",
  ]) {
    it(`does not read ${schedule}`, () => {
      expect(() => runDays(schedule)).to.throw(`"${schedule}"`);
    });
  }

  it("knows the longest pause, before the first day and after the last as well", () => {
    expect(longestPause([0, 1, 5, 399])).to.equal(394);
    expect(longestPause([200])).to.equal(201);
    expect(longestPause([])).to.equal(playedDays);
  });
});
