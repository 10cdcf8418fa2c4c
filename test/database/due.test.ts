import { expect } from "chai";
import fc from "fast-check";
import { tiers } from "../../blueprint/tiers";
import { keptUntil, outlived, ruleOf } from "../../database/backup/due";
import type { BackupRecord } from "../../database/backup/record";

const day = 86_400_000;
const start = Date.parse("2026-01-01T02:00:00Z");

/** What lies there after so many runs, each up to an hour late. */
function kept(
  tier: "dev" | "staging" | "production",
  pauseDays: number,
  late: readonly number[],
): BackupRecord[] {
  let all: BackupRecord[] = [];
  for (const [run, minutes] of late.entries()) {
    const now = new Date(start + run * pauseDays * day + minutes * 60_000);
    const rule = ruleOf(tiers[tier].backup.rules, all, now);
    const record = {
      takenAt: now.toISOString(),
      keptUntil: keptUntil(rule, now).toISOString(),
      rule: rule.name,
    };
    all = [record as BackupRecord, ...all];
    const gone = new Set(outlived(all, now));
    all = all.filter((each) => !gone.has(each));
  }
  return all;
}

const lateness = (runs: number) => fc.array(fc.nat(60), { minLength: runs, maxLength: runs });
const counts = (all: readonly BackupRecord[]) => {
  const of = (name: string) => all.filter(({ rule }) => rule === name).length;
  return [of("daily"), of("weekly")];
};

describe("which backups of a database are kept", () => {
  it("production's: of each day for 90 days, of each week for a year", () => {
    fc.assert(
      fc.property(lateness(500), (late) => {
        const [daily = 0, weekly = 0] = counts(kept("production", 1, late));
        expect(daily).to.be.within(76, 79);
        expect(weekly).to.be.within(52, 53);
      }),
      { numRuns: 5 },
    );
  });

  it("staging's of each day for 30 days, dev's of each week for 30 days", () => {
    fc.assert(
      fc.property(lateness(100), (late) => {
        expect(counts(kept("staging", 1, late))[0]).to.be.within(30, 31);
        expect(counts(kept("dev", 7, late))[1]).to.be.within(4, 5);
      }),
      { numRuns: 5 },
    );
  });

  it("the newest, however old it is", () => {
    const [record] = kept("dev", 7, [0]);
    expect(
      outlived(record === undefined ? [] : [record], new Date(start + 4_000 * day)),
    ).to.deep.equal([]);
  });
});
