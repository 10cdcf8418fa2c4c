import { expect } from "chai";
import { shortestBakeMinutes } from "../../../components/service/service-rollout";
import { releaseTestHeader } from "../../../components/service/service-routing";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import { recordService, type Surroundings } from "../../support/container-service";

async function configuration(tier: Tier, surroundings?: Surroundings) {
  return (await recordService(tier, surroundings)).inputs("aws:ecs/service:Service")
    .deploymentConfiguration;
}

const tests = (tier: Tier) => ({
  targetType: "AWS_LAMBDA",
  hookTargetArn: "arn:aws:lambda:eu-west-1:111111111111:function:verify-deployment",
  roleArn: "arn:aws:iam::111111111111:role/hook",
  lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
  hookDetails: JSON.stringify({
    url: `https://admin.${tier}.example.com/healthz`,
    header: releaseTestHeader,
    errorRatePercent: 1,
    slowestMilliseconds: 2_000,
  }),
});

describe("deploymentConfiguration", () => {
  it("replaces dev's tasks one by one and asks nobody", async () => {
    expect(await configuration("dev")).to.deep.equal({ strategy: "ROLLING" });
    expect(await configuration("preview")).to.deep.equal({ strategy: "ROLLING" });
  });

  it("moves staging's traffic at once, after its tests, and keeps the way back for ten minutes", async () => {
    expect(await configuration("staging")).to.deep.equal({
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: "10",
      lifecycleHooks: [tests("staging")],
    });
  });

  it("gives production's canary 5 % for 30 minutes, after its tests and a person's consent", async () => {
    expect(await configuration("production")).to.deep.equal({
      strategy: "CANARY",
      bakeTimeInMinutes: "15",
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "30" },
      lifecycleHooks: [
        tests("production"),
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { timeoutInMinutes: "240", action: "ROLLBACK" },
        },
      ],
    });
  });

  it("keeps approval and tests for a blue/green workload of production", async () => {
    const rollout = tiers.production.rollout["blue-green"];
    const { lifecycleHooks } = (await configuration("production", { spec: { rollout } })) as {
      lifecycleHooks: readonly { targetType: string }[];
    };
    expect(lifecycleHooks.map(({ targetType }) => targetType)).to.deep.equal([
      "AWS_LAMBDA",
      "PAUSE",
    ]);
  });

  it("asks nobody in the recovery region, and the same in the idle and the warm cell as in the live one", async () => {
    const hooks = async (role: "live" | "warm" | "idle" | "recovery") => {
      const asked = (await configuration("production", { role })) as {
        lifecycleHooks: readonly { targetType: string }[];
      };
      return asked.lifecycleHooks.map(({ targetType }) => targetType);
    };
    expect(await hooks("recovery")).to.deep.equal(["AWS_LAMBDA"]);
    for (const role of ["idle", "warm"] as const) {
      expect(await hooks(role)).to.deep.equal(await hooks("live"));
    }
  });
});

describe("shortestBakeMinutes", () => {
  it("is the shorter of canary and bake", () => {
    const canary = { strategy: "CANARY", canaryPercent: 5 } as const;
    expect(shortestBakeMinutes({ ...canary, bakeMinutes: 15, canaryBakeMinutes: 30 })).to.equal(15);
    expect(shortestBakeMinutes({ ...canary, bakeMinutes: 15, canaryBakeMinutes: 10 })).to.equal(10);
  });

  it("is not there for a rolling update", () => {
    expect(shortestBakeMinutes({ strategy: "ROLLING" })).to.equal(undefined);
  });
});
