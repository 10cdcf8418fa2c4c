import { expect } from "chai";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import { judgementMinutes } from "../../../components/service/service-alarms";
import { shortestBakeMinutes } from "../../../components/service/service-rollout";
import { recordService, type Surroundings } from "../../support/container-service";
import type { Recorded } from "../../support/record";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly returnData: boolean;
  readonly metric?: {
    readonly metricName: string;
    readonly stat: string;
    readonly period: number;
    readonly dimensions: Readonly<Record<string, string>>;
  };
}

const queriesOf = (recorded: Recorded, name: string) =>
  recorded.inputs(type, `admin-${name}`).metricQueries as readonly Query[];

const expressionOf = (recorded: Recorded, name: string) =>
  queriesOf(recorded, name).find(({ returnData }) => returnData)?.expression;

const namesOf = (recorded: Recorded) => recorded.ofType(type).map(({ name }) => name.slice(6));

async function threshold(tier: Tier, name: string, surroundings?: Surroundings) {
  return (await recordService(tier, surroundings)).inputs(type, `admin-${name}`).threshold;
}

describe("declareAlarms", () => {
  it("judges each target group by itself, on enough requests", async () => {
    const recorded = await recordService("production");
    for (const side of ["blue", "green"]) {
      expect(expressionOf(recorded, `error-rate-${side}`)).to.equal(
        "IF(requests>20,100*FILL(errors,0)/requests,0)",
      );
      expect(expressionOf(recorded, `latency-p99-${side}`)).to.equal("IF(requests>20,p99,0)");
      const stats = queriesOf(recorded, `latency-p99-${side}`).map(({ metric }) => metric?.stat);
      expect(stats).to.deep.equal([undefined, "Sum", "p99"]);
    }
  });

  it("compares the canary with the revision it replaces, and never blames a faster one", async () => {
    const recorded = await recordService("production");
    expect(expressionOf(recorded, "latency-increase")).to.equal(
      "IF(requestsBlue>20 AND requestsGreen>20," +
        "100*(IF(requestsBlue<requestsGreen,p95Blue/p95Green,p95Green/p95Blue)-1),0)",
    );
  });

  it("counts failures against the hour's budget", async () => {
    const recorded = await recordService("production");
    expect(expressionOf(recorded, "availability-blue")).to.equal("100*FILL(errors,0)/requests");
    const halfAnHour = { evaluationPeriods: 12, datapointsToAlarm: 6 };
    expect(recorded.inputs(type, "admin-availability-blue")).to.deep.include(halfAnHour);
    const [, counted] = queriesOf(recorded, "availability-blue");
    expect(counted?.metric?.period).to.equal(300);
  });

  it("reads each side's metrics from that side's target group behind the cell's load balancer", async () => {
    const recorded = await recordService("production");
    for (const name of namesOf(recorded)) {
      for (const { id, metric } of queriesOf(recorded, name)) {
        if (metric === undefined) continue;
        const side = /(blue|green)$/i.exec(`${id}-${name}`.replace(/-latency-increase$/, ""))?.[0];
        const group = recorded.one(
          "aws:lb/targetGroup:TargetGroup",
          `admin-${String(side?.toLowerCase())}`,
        );
        expect(metric.dimensions, `${name} ${id}`).to.deep.equal({
          LoadBalancer: "app/acme-blue/0123456789abcdef",
          TargetGroup: group.outputs.arnSuffix,
        });
      }
    }
  });

  it("uses in each expression exactly the metrics it asks for", async () => {
    for (const tier of ["dev", "staging", "production"] as const) {
      const recorded = await recordService(tier);
      for (const name of namesOf(recorded)) {
        const ids = queriesOf(recorded, name).flatMap(({ id, metric }) => (metric ? [id] : []));
        const used = expressionOf(recorded, name)?.match(/[a-z]\w*/g) ?? [];
        expect([...new Set(used)].sort(), `${tier} ${name}`).to.deep.equal([...ids].sort());
      }
    }
  });

  it("holds the rollback thresholds of the workload and the objectives of the environment", async () => {
    const rollback = { errorRatePercent: 2, latencyIncreasePercent: 15 };
    expect(await threshold("production", "error-rate-green", { spec: { rollback } })).to.equal(2);
    expect(await threshold("production", "latency-increase", { spec: { rollback } })).to.equal(15);
    expect(await threshold("production", "latency-p95-green")).to.equal(2);
    expect(await threshold("production", "latency-p99-green")).to.equal(5);
    expect(await threshold("production", "availability-green")).to.equal(0.1);
    expect(await threshold("staging", "availability-green")).to.equal(0.5);
  });

  it("takes silence for health", async () => {
    const recorded = await recordService("production");
    for (const { name, inputs } of recorded.ofType(type)) {
      expect(inputs.treatMissingData, name).to.equal("notBreaching");
    }
  });

  it("pages a person for failing users and writes to Slack for slow ones", async () => {
    const recorded = await recordService("production");
    const topic = (name: string) => recorded.inputs(type, `admin-${name}`).alarmActions;
    const critical = ["arn:aws:sns:eu-west-1:111111111111:critical"];
    const warning = ["arn:aws:sns:eu-west-1:111111111111:warning"];
    expect(topic("error-rate-blue")).to.deep.equal(critical);
    expect(topic("availability-blue")).to.deep.equal(critical);
    expect(topic("unhealthy-tasks-blue")).to.deep.equal(critical);
    expect(topic("latency-p99-blue")).to.deep.equal(critical);
    expect(topic("latency-p95-blue")).to.deep.equal(warning);
    expect(topic("latency-increase")).to.deep.equal(warning);
    expect(recorded.inputs(type, "admin-error-rate-blue").okActions).to.deep.equal(critical);
  });

  it("judges a revision well before any tier's bake is over", () => {
    for (const { rollout, alarmsRollBack } of Object.values(tiers)) {
      for (const choice of Object.values(rollout)) {
        const bake = shortestBakeMinutes(choice);
        if (alarmsRollBack) expect(bake).to.be.greaterThan(judgementMinutes);
      }
    }
  });

  it("watches nothing longer than the time it claims to need", async () => {
    const recorded = await recordService("production");
    const { alarms } = recorded.inputs("aws:ecs/service:Service") as {
      alarms: { alarmNames: readonly string[] };
    };
    const watched = recorded
      .ofType(type)
      .filter(({ inputs }) => alarms.alarmNames.includes(inputs.name as string));
    expect(watched).to.have.length(7);
    for (const { name, inputs } of watched) {
      const [, metric] = queriesOf(recorded, name.slice(6));
      const minutes = (Number(metric?.metric?.period) * Number(inputs.evaluationPeriods)) / 60;
      expect(minutes, name).to.equal(judgementMinutes);
    }
  });

  it("has in an idle cell only what a deployment watches", async () => {
    expect(namesOf(await recordService("production", { role: "idle" }))).to.have.members([
      "error-rate-blue",
      "error-rate-green",
      "unhealthy-tasks-blue",
      "unhealthy-tasks-green",
      "latency-p95-blue",
      "latency-p95-green",
      "latency-increase",
    ]);
  });

  it("has all of them in the recovery cell, for the night it takes over", async () => {
    expect(namesOf(await recordService("production", { role: "recovery" }))).to.have.length(11);
  });

  it("compares no revisions where no two serve at once", async () => {
    expect(namesOf(await recordService("staging"))).to.not.include("latency-increase");
    expect(namesOf(await recordService("dev"))).to.not.include("latency-increase");
  });

  it("asks one target group where there is one", async () => {
    const recorded = await recordService("dev");
    expect(expressionOf(recorded, "unhealthy-tasks")).to.equal("FILL(unhealthy,0)");
    expect(expressionOf(recorded, "latency-p95")).to.equal("IF(requests>20,p95,0)");
  });
});
