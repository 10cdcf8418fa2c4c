import { expect } from "chai";
import { rings, type Surroundings, tryOut } from "../../rehearsal/fleet/deployment-trial";
import type { TimedTally } from "../../rehearsal/fleet/ledger";

const alarm = {
  name: "acme-production-blue-shop-error-rate-green",
  threshold: 1,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
};

const asked = {
  arn: "arn:aws:ecs:eu-west-1:333333333333:service/acme-production-blue/shop",
  deploymentConfiguration: {
    bakeTimeInMinutes: "15",
    canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "30" },
    lifecycleHooks: [
      { targetType: "PAUSE" },
      {
        targetType: "AWS_LAMBDA",
        hookDetails: JSON.stringify({
          url: "https://shop.acme.test/healthz",
          header: "x-release-test",
          errorRatePercent: 1,
          slowestMilliseconds: 2_000,
        }),
      },
    ],
  },
};

describe("a deployment that the rehearsal's ECS tries out", () => {
  let shares: number[];
  let slept: number;
  let minutes: TimedTally[];
  const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
    alarms: [alarm],
    share: (percentage) => {
      shares.push(percentage);
      return Promise.resolve(undefined);
    },
    probe: () => Promise.resolve(200),
    sleep: (seconds) => {
      slept += seconds;
      minutes.push(minuteWith(shares.at(-1) === 0 ? 0 : 100, 0));
      return Promise.resolve();
    },
    minutes: () => minutes,
    ...changes,
  });
  beforeEach(() => {
    [shares, slept, minutes] = [[], 0, []];
  });

  it("gets the canary's share, then all, for as long as its service says", async () => {
    expect(await tryOut(asked, around())).to.equal(undefined);
    expect(shares).to.deep.equal([0, 5, 100]);
    expect(slept).to.be.at.least((30 + 15) * 60);
  });

  it("is taken back before any visitor meets it, where it does not start or fails its tests", async () => {
    const unfit = await tryOut(asked, around({ share: () => Promise.resolve("it ended") }));
    expect(unfit).to.equal("ECS deployment circuit breaker: tasks failed to start: it ended");
    const failing = await tryOut(asked, around({ probe: () => Promise.resolve(500) }));
    expect(failing).to.include("test requests to the new revision failed");
    expect(shares.filter((share) => share > 0)).to.deep.equal([]);
  });

  it("is taken back at the canary's share, where an alarm goes off", async () => {
    const sleep = () => {
      minutes.push(minuteWith(100, 2));
      return Promise.resolve();
    };
    const reason = await tryOut(asked, around({ sleep }));
    expect(reason).to.equal(`Alarm detected at 5 % of the traffic: ${alarm.name}`);
    expect(shares).to.deep.equal([0, 5]);
  });

  it("rings an alarm in three bad minutes of five, each of enough requests", () => {
    const [good, bad, few] = [minuteWith(100, 1), minuteWith(100, 2), minuteWith(20, 20)];
    expect(rings(alarm, [bad, good, bad, good, bad])).to.equal(true);
    expect(rings(alarm, [bad, bad, good, good, bad, good, good])).to.equal(false);
    expect(rings(alarm, [few, few, few, few, few])).to.equal(false);
  });
});

function minuteWith(requests: number, errors: number): TimedTally {
  return { workload: "shop", version: "2.0.0", at: 0, requests, errors, latencies: [] };
}
