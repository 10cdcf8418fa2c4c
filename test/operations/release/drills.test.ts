import { expect } from "chai";
import { tiers } from "../../../blueprint/tiers";
import { projectUrn } from "../../../database/drill/ledger";
import { drilledSeconds, drillObjections } from "../../../operations/release/drills";
import type { Journal, ReleaseRecord } from "../../../rollout/stages/journal";

const day = 86_400;
const now = Date.parse("2026-11-30T12:00:00Z") / 1_000;

/** What is said of an environment whose first release was so many days ago. */
function said(
  { began, drilled, stack = "production" }: { began?: number; drilled?: string; stack?: string },
  tier: "dev" | "staging" | "production" = "production",
): readonly string[] {
  const first = { startedAt: now - (began ?? 0) * day } as ReleaseRecord;
  const journal: Journal | undefined =
    began === undefined ? undefined : { format: 1, releases: [first] };
  const drills =
    drilled === undefined
      ? {}
      : { [projectUrn(stack, "platform", "app")]: { restoredOn: drilled } };
  const days = tiers[tier].backup.drillDays;
  return drillObjections("production", days, drills, { journal, now }).map(({ what }) => what);
}

describe("a release, and when a restore was tried last", () => {
  it("may begin where nothing was ever released, and for a month after that", () => {
    expect(said({})).to.deep.equal([]);
    expect(said({ began: 31 })).to.deep.equal([]);
    expect(said({ began: 32 })).to.deep.equal([
      "the database of production was never restored as a drill, and 31 days is the most",
    ]);
  });

  it("may begin within a month of a drill of this environment's database", () => {
    expect(said({ began: 400, drilled: "2026-10-31" })).to.deep.equal([]);
    expect(said({ began: 400, drilled: "2026-10-29" })).to.deep.equal([
      "the database of production was last restored on 2026-10-29, and 31 days is the most",
    ]);
    expect(said({ began: 400, drilled: "2026-11-30", stack: "staging" })).to.have.length(1);
  });

  it("is asked for none in dev and staging", () => {
    expect(said({ began: 400 }, "dev")).to.deep.equal([]);
    expect(said({ began: 400 }, "staging")).to.deep.equal([]);
  });
});

describe("the time that a restore takes", () => {
  it("is that of this environment's last drill, to a moment", () => {
    const drill = (restoredOn: string, seconds: number) => ({
      restoredOn,
      ways: [
        { way: "backup", seconds: 1_000 },
        { way: "point in time", seconds },
      ],
    });
    const drills = {
      [projectUrn("production", "platform", "old")]: drill("2026-10-30", 90),
      [projectUrn("production", "platform", "app")]: drill("2026-11-29", 70),
      [projectUrn("staging", "platform", "app")]: drill("2026-11-30", 20),
    };
    expect(drilledSeconds("production", drills)).to.equal(70);
    expect(drilledSeconds("dev", drills)).to.equal(undefined);
  });
});
