import { expect } from "chai";
import type { CellSpec } from "../../../blueprint/container-service";
import type { Tier } from "../../../blueprint/tier";
import { recordService } from "../../support/container-service";

const target = "aws:appautoscaling/target:Target";
const policy = "aws:appautoscaling/policy:Policy";
const action = "aws:appautoscaling/scheduledAction:ScheduledAction";

async function bounds(tier: Tier, role: CellSpec["role"]) {
  const { minCapacity, maxCapacity } = (await recordService(tier, { role })).inputs(target);
  return [minCapacity, maxCapacity];
}

describe("declareScaling", () => {
  it("scales the service within the tier's bounds where traffic is", async () => {
    expect(await bounds("dev", "live")).to.deep.equal([1, 1]);
    expect(await bounds("staging", "live")).to.deep.equal([1, 6]);
    expect(await bounds("production", "live")).to.deep.equal([3, 20]);
  });

  it("names the service by its cluster", async () => {
    expect((await recordService("staging")).inputs(target)).to.include({
      resourceId: "service/acme-blue/acme-staging-blue-admin",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    });
  });

  it("gives a warm cell, which may get all traffic at once, as many tasks as the live one may have", async () => {
    expect(await bounds("staging", "warm")).to.deep.equal([6, 6]);
    const { desiredCount } = (await recordService("staging", { role: "warm" })).inputs(
      "aws:ecs/service:Service",
    );
    expect(desiredCount).to.equal(6);
  });

  it("keeps the idle and the recovery cell at no task", async () => {
    expect(await bounds("production", "idle")).to.deep.equal([0, 0]);
    expect(await bounds("production", "recovery")).to.deep.equal([0, 0]);
  });

  it("never undoes a failover or a schedule, and always applies a new bound elsewhere", async () => {
    const ignored = async (tier: Tier, role: CellSpec["role"]) =>
      (await recordService(tier, { role })).one(target).options.ignoreChanges;
    const bothBounds = ["minCapacity", "maxCapacity"];
    expect(await ignored("production", "recovery")).to.deep.equal(bothBounds);
    expect(await ignored("dev", "live")).to.deep.equal(bothBounds);
    expect(await ignored("production", "live")).to.deep.equal([]);
    expect(await ignored("production", "idle")).to.deep.equal([]);
  });

  it("follows the processors' load", async () => {
    const { targetTrackingScalingPolicyConfiguration: tracking } = (
      await recordService("production")
    ).inputs(policy, "admin-scale-cpu");
    expect(tracking).to.deep.equal({
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: 60,
      scaleOutCooldown: 60,
      scaleInCooldown: 300,
    });
  });

  it("follows the requests of both target groups, whichever serves", async () => {
    const recorded = await recordService("production");
    const tracking = recorded.inputs(
      policy,
      "admin-scale-requests",
    ).targetTrackingScalingPolicyConfiguration;
    const requests = (side: string) => ({
      id: side,
      metricStat: {
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "RequestCountPerTarget",
          dimensions: [
            { name: "LoadBalancer", value: "app/acme-blue/0123456789abcdef" },
            {
              name: "TargetGroup",
              value: recorded.one("aws:lb/targetGroup:TargetGroup", `admin-${side}`).outputs
                .arnSuffix,
            },
          ],
        },
        stat: "Sum",
      },
      returnData: false,
    });
    expect(tracking).to.deep.include({
      targetValue: 500,
      customizedMetricSpecification: {
        metrics: [
          requests("blue"),
          requests("green"),
          { id: "requests", expression: "FILL(blue,0)+FILL(green,0)", returnData: true },
        ],
      },
    });
  });

  it("follows nothing where there is nothing to choose: one task, or an idle cell", async () => {
    (await recordService("dev")).expectNone(policy);
    (await recordService("production", { role: "idle" })).expectNone(policy);
  });

  it("is ready to follow the load in the recovery cell, from the moment it takes over", async () => {
    const recorded = await recordService("production", { role: "recovery" });
    expect(recorded.ofType(policy).map(({ name }) => name)).to.deep.equal([
      "admin-scale-cpu",
      "admin-scale-requests",
    ]);
  });

  it("stops dev in the evening and starts it in the morning", async () => {
    const recorded = await recordService("dev");
    expect(recorded.inputs(action, "admin-stop")).to.deep.include({
      schedule: "cron(0 20 ? * * *)",
      timezone: "Africa/Abidjan",
      scalableTargetAction: { minCapacity: 0, maxCapacity: 0 },
    });
    expect(recorded.inputs(action, "admin-start")).to.deep.include({
      schedule: "cron(0 7 ? * MON-FRI *)",
      timezone: "Africa/Abidjan",
      scalableTargetAction: { minCapacity: 1, maxCapacity: 1 },
    });
  });

  it("never stops staging or production", async () => {
    (await recordService("staging")).expectNone(action);
    (await recordService("production")).expectNone(action);
  });

  it("wakes no idle cell in the morning", async () => {
    (await recordService("dev", { role: "idle" })).expectNone(action);
  });
});
