import { expect } from "chai";
import type { Build } from "../../rollout/stages/build";
import type { Change, Journal, Pace, ReleaseRecord } from "../../rollout/stages/journal";
import { candidatesIn, rollbackTo } from "../../rollout/stages/rollback";
import { settingsAt } from "../../rollout/stages/settings";
import { standingsOf } from "../../rollout/stages/standings";

const pace: Pace = { watch: 0, bake: 0, errorRate: 1, settle: 0 };
const journal: Journal = {
  format: 1,
  releases: [released(1, undefined), released(2, 1), { ...released(3, 2), ...taken() }],
};

describe("A rollback", () => {
  it("leads to what was verified here and does not run now", () => {
    const now = standingsOf(journal);
    expect(now.workloads.accounts?.build).to.deep.equal(build(2));
    expect(candidatesIn(now).map((each) => each.build.version)).to.deep.equal(["1.1.0"]);
    expect(now.heldBack.accounts?.map((each) => each.build.version)).to.deep.equal(["1.3.0"]);
  });

  it("serves the former version without uploading anything", () => {
    const found = rollbackTo("accounts@1.1.0", journal, pace);
    if ("objections" in found) throw new Error("it may go back");
    const record: ReleaseRecord = {
      ...released(4, 2),
      ...{ kind: "rollback", changes: found.changes, stage: "Workers back", reached: "verified" },
    };
    const { accounts } = settingsAt(record, standingsOf(journal)).releases;
    // What the last release left is declared still, at 0 %.
    expect(accounts?.digest).to.equal(build(3).digest);
    expect(accounts?.traffic).to.deep.equal({ percentage: 0, stableVersionId: "v1" });
  });

  it("leaves what was taken back declared, which the policies are told, whatever releases/ names by then", () => {
    const record = { ...released(4, 2), stage: "upload", reached: "upload" } as const;
    const { ran } = settingsAt(record, standingsOf(journal));
    expect(ran?.accounts).to.include(build(3).digest).and.not.include(build(4).digest);
    const back = { ...record, stage: "Workers back" } as const;
    expect(settingsAt(back, standingsOf(journal)).ran?.accounts).to.include(build(4).digest);
  });

  it("leads not past a contract, but to what ran when it came", () => {
    const migration = { name: "0006-drop-names", checksum: "a", isContract: true };
    const third = { ...released(3, 2), migrations: [migration] };
    const releases = [released(1, undefined), released(2, 1), third, released(4, 3)];
    const contracted: Journal = { format: 1, releases };
    const versions = candidatesIn(standingsOf(contracted)).map((each) => each.build.version);
    expect(versions).to.deep.equal(["1.3.0", "1.2.0"]);
    for (const version of ["1.1.0", "accounts@1.1.0", "1"]) {
      const found = rollbackTo(version, contracted, pace);
      expect("objections" in found && found.objections[0]?.what).to.equal(
        "0006-drop-names of release 3 took away what accounts 1.1.0 may need",
      );
    }
    // Where it was taken back before it came to them, nothing is gone.
    const failed = { ...third, ...taken(), reached: "migrate", isNewDatabase: true } as const;
    const without = standingsOf({ format: 1, releases: [...releases.slice(0, 2), failed] });
    expect(without.outdated).to.deep.equal({});
  });

  it("is refused to what was never verified, to what runs, and to nothing known", () => {
    const refusals = ["3", "1.3.0", "2", "9"].map((version) => rollbackTo(version, journal, pace));
    expect(refusals.map((each) => "objections" in each && each.objections[0]?.what)).to.deep.equal([
      "what ran after release 3 runs now",
      "no build 1.3.0 was verified healthy here that does not run now",
      "what ran after release 2 runs now",
      "there is no release 9",
    ]);
  });
});

function released(number: number, before: number | undefined): ReleaseRecord {
  const change: Change = {
    ...{ workload: "accounts", target: "cloudflare-worker", to: build(number), pace },
    candidate: { id: `v${String(number)}` },
    ...(before !== undefined && {
      from: { build: build(before), entry: build(before), place: { id: `v${String(before)}` } },
    }),
  };
  return {
    ...{ number, kind: "release", by: { name: "ann" }, startedAt: number, since: number },
    ...{ changes: [change], stage: "verified", reached: "verified", isDone: true, failures: 0 },
    ...{ steps: [], outcome: "verified" },
  };
}

function taken(): Partial<ReleaseRecord> {
  return { stage: "taken back", reached: "watch", outcome: "taken back", reason: "it failed" };
}

function build(number: number): Build {
  const digest = `sha256:${String(number).repeat(64)}`;
  return { version: `1.${String(number)}.0`, commit: "0".repeat(40), digest };
}
