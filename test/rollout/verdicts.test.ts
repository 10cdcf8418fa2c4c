import { expect } from "chai";
import type { ServicePicture } from "../../rollout/stages/picture";
import type { Decision, ReleaseRecord } from "../../rollout/stages/journal";
import { begun, next } from "../../rollout/stages/machine";
import type { StageName } from "../../rollout/stages/stages";
import { patience, type Seen, verdictOf } from "../../rollout/stages/verdicts";

const pace = { share: 5, watch: 1_800, bake: 900, errorRate: 0.01, settle: 0 };
const build = (digest: string) => ({ version: "1.0.0", commit: "0".repeat(40), digest });
const say = (what: Decision["say"]): Decision => ({ say: what, by: { name: "ann" }, reason: "so" });

/** A release of a container and of a Worker, in a stage whose work is done. */
function at(stage: StageName, said?: Decision): ReleaseRecord {
  const changes = (["aws-ecs", "cloudflare-worker"] as const).map((target) => {
    const from = { build: build("old"), entry: build("old"), place: { id: "one" } };
    return { workload: target, target, pace, to: build("new"), from };
  });
  const record = begun({
    ...{ number: 1, kind: "release", by: { name: "ann" }, startedAt: 0, since: 0, failures: 0 },
    ...{ isDone: false, changes },
  });
  return { ...record, stage, reached: stage, isDone: true, ...(said && { said }) };
}

const service: ServicePicture = {
  ...{ workload: "aws-ecs", cell: "blue", digest: "new", version: "1.0.0", running: 2, desired: 2 },
  ...{ isSteady: true, lag: undefined, isUnderWay: false },
};
const others = { workers: {}, sites: {}, live: "blue", warm: undefined } as const;
const seen = (...services: readonly ServicePicture[]): Seen => ({
  picture: { ...others, services, alarms: [], unfinished: [] },
});

/** Half an hour in which the new version fails as often as this, of a thousand requests a minute. */
const failing = (errors: number): Seen => ({
  minutes: {
    "cloudflare-worker": Array.from({ length: 30 }, (_, index) => ({
      at: 60 * index,
      candidate: { requests: 1_000, errors, slow: 0 },
      baseline: { requests: 1_000, errors: 1, slow: 0 },
    })),
  },
});

describe("A stage of a release", () => {
  it("waits for each service to run the build that was asked for, and no longer than it may", () => {
    const green = { ...service, cell: "green" } as const;
    const cases: readonly (readonly [string, Partial<ServicePicture>, number, string])[] = [
      ["all is there", {}, 0, "go"],
      ["another build runs", { digest: "old" }, 0, "fail"],
      ["ECS took it back", { lag: "the deployment failed" }, 0, "fail"],
      ["ECS is not steady yet", { isSteady: false }, patience - 1, "wait"],
      ["a task is missing", { running: 1 }, patience - 1, "wait"],
      ["a task is missing for too long", { running: 1 }, patience, "fail"],
    ];
    for (const [what, change, now, kind] of cases) {
      const verdict = verdictOf(
        "services",
        at("containers"),
        seen(service, { ...green, ...change }),
        now,
      );
      expect(verdict.kind, what).to.equal(kind);
    }
    expect(verdictOf("services", at("containers"), {}, 0).kind, "nothing was seen").to.equal(
      "wait",
    );
  });

  it("is promoted by a person where the judge is not sure, and never where it is", () => {
    const kindOf = (said: Decision | undefined, errors: number, now = 1_800) =>
      verdictOf("judge", at("watch", said), failing(errors), now).kind;
    expect([kindOf(undefined, 1), kindOf(undefined, 200)]).to.deep.equal(["go", "fail"]);
    expect(kindOf(say("promote"), 200)).to.equal("fail");
    expect([kindOf(undefined, 1, 600), kindOf(say("promote"), 1, 600)]).to.deep.equal([
      "wait",
      "go",
    ]);
  });

  it("is judged by all requests until it has had them long enough", () => {
    const kindOf = (errors: number, now: number) =>
      verdictOf("bake", at("bake"), failing(errors), now).kind;
    expect([kindOf(1, 899), kindOf(1, 900), kindOf(200, 900)]).to.deep.equal([
      "wait",
      "go",
      "fail",
    ]);
  });

  it("ends with what a person said of it: the next one is judged by itself", () => {
    const step = next(at("canary", say("promote")), {}, 60);
    if (step.kind !== "turn") throw new Error("the canary has its share");
    expect([step.record.stage, step.record.said]).to.deep.equal(["watch", undefined]);
  });
});
