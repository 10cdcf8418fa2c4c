import { expect } from "chai";
import { createColors } from "picocolors";
import { rehearsed } from "../../rehearsal/rehearsed";
import { describe as described, holds } from "../../rehearsal/summary";
import { Timeline } from "../../rehearsal/timeline";
import type { Plan } from "../../rehearsal/plan";
import type { Tally } from "../../rehearsal/fleet/ledger";
import type { ReleaseRecord } from "../../rollout/stages/journal";

const at = 60_000;
const tally = (version: string, requests: number, errors = 0, minute = 0): Tally => ({
  workload: "shop",
  version,
  at: at + 60 * minute,
  requests,
  errors,
});

describe("the rehearsal's timeline", () => {
  it("has a line for each stage, what versions that took turns answered, and why it went back", () => {
    const lines: string[] = [];
    const timeline = new Timeline({ write: (text) => lines.push(text) }, { CI: "true" });
    timeline.title("A bad release: shop 1.0.0 → 1.1.0", at);
    timeline.tell({ at, stage: "watch", kind: "stage", says: "they are judged by it" });
    timeline.count([tally("1.0.0", 1_900), tally("1.1.0", 100, 12)], at + 60);
    timeline.tell({
      at: at + 60,
      stage: "watch",
      kind: "judged",
      says: "it was watched for 1 minute",
    });
    timeline.tell({ at: at + 60, stage: "Workers back", kind: "back", says: "12 of 100 failed" });
    timeline.tell({ at: at + 60, stage: "Workers back", kind: "stage", says: "former versions" });
    expect(lines.join("")).to.equal(`
A bad release: shop 1.0.0 → 1.1.0
  0 min  watch            they are judged by it
                          shop: 1.0.0 answered 1,900, 1.1.0 answered 100, 12 failed
                          it was watched for 1 minute
  1 min  back             12 of 100 failed
  1 min  Workers back     former versions
`);
  });

  it("shows on a terminal in one line what happens now, and nowhere else", () => {
    for (const isTTY of [true, false]) {
      const lines: string[] = [];
      const timeline = new Timeline({ isTTY, columns: 60, write: (text) => lines.push(text) }, {});
      timeline.tell({ at, stage: "watch", kind: "stage", says: "" });
      const before = lines.length;
      timeline.count([tally("1.0.0", 10), tally("1.1.0", 1)], at);
      expect(lines.length > before).to.equal(isTTY);
    }
  });
});

describe("the rehearsal's summary", () => {
  const paint = createColors(false);
  const verified = { outcome: "verified", reason: "0 of 600 requests failed" } as ReleaseRecord;
  const back = { outcome: "taken back", reason: "12 of 50 requests failed" } as ReleaseRecord;
  const workload = {
    name: "shop",
    manifest: { deployment: { strategy: "canary", canaryPercentage: 5 } },
  };
  const plan = { bad: [{ workload, to: { version: "1.2.0" } }] } as unknown as Pick<Plan, "bad">;
  const played = (tallies: readonly Tally[], records = [verified, back]) =>
    rehearsed({ tallies, plan, records, share: 5, inFlight: 10, seconds: 100 });
  const sound = [tally("1.1.0", 950), tally("1.2.0", 50, 12), tally("1.1.0", 1_000, 0, 1)];

  it("holds where the good release was verified, the bad one taken back, and nothing was lost", () => {
    const all = played(sound);
    expect(holds(all)).to.equal(true);
    expect(all.bad).to.include({ requests: 50, most: 60 });
    expect(described(all, paint)).to.include("2,000 requests in 100 seconds, 20 a second");
  });

  it("does not hold where anything of that is not so", () => {
    const broken: readonly (readonly [string, ReturnType<typeof played>])[] = [
      ["the good one was taken back", played(sound, [back, back])],
      ["the bad one was verified", played(sound, [verified, verified])],
      ["a request was lost", played([...sound, tally("", 1, 1)])],
      ["a sound version failed", played([...sound, tally("1.1.0", 1, 1)])],
      ["the bad one got more", played([tally("1.1.0", 900), tally("1.2.0", 100, 12)])],
    ];
    for (const [what, all] of broken) expect(holds(all), what).to.equal(false);
  });
});
