import { expect } from "chai";
import type { Target } from "../../rollout/stages/build";
import type { Change, Pace, ReleaseRecord } from "../../rollout/stages/journal";
import { begun } from "../../rollout/stages/machine";
import { type Kind, ways } from "../../rollout/stages/stages";
import { waitsBack, waitsThere } from "../../rollout/stages/waits";

const pace: Pace = {
  share: 5,
  ...{ watch: 1_800, bake: 900, errorRate: 0.01, settle: 300, deployment: 2_700, consent: 14_400 },
};

const changes = (["aws-ecs", "cloudflare-worker", "cloudflare-pages"] as const).map(changeOf);

describe("The declared waits", () => {
  it("of every way back are less than ten minutes together", () => {
    for (const kind of Object.keys(ways) as Kind[]) {
      const waits = waitsBack(recordOf(kind));
      const seconds = waits.reduce((sum, wait) => sum + wait.seconds + wait.consent, 0);
      expect(seconds, kind).to.be.below(600);
    }
  });

  it("of a release are its watch, its bake, and what ECS waits by itself and for a person", () => {
    const waits = waitsThere(recordOf("release")).filter(
      ({ seconds, consent }) => seconds + consent > 0,
    );
    expect(waits).to.deep.equal([
      { stage: "containers", seconds: 2_700, consent: 14_400 },
      { stage: "watch", seconds: 1_800, consent: 0 },
      { stage: "bake", seconds: 900, consent: 0 },
    ]);
  });
});

function recordOf(kind: Kind): ReleaseRecord {
  return begun({
    ...{ number: 1, kind, by: { name: "ann" }, startedAt: 0, isDone: false, since: 0, failures: 0 },
    ...(kind === "switch" ? { changes: [], cells: { from: "blue", to: "green" } } : { changes }),
  });
}

function changeOf(target: Target): Change {
  const build = { version: "1.0.0", commit: "0".repeat(40), digest: `sha256:${"1".repeat(64)}` };
  const from = { build, entry: build, place: { id: "one" } };
  return { workload: target, target, from, to: { ...build, version: "2.0.0" }, pace };
}
