import { expect } from "chai";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import { recordService, type Surroundings } from "../../support/container-service";
import type { Recorded } from "../../support/record";

const type = "aws:ecs/service:Service";

async function service(tier: Tier, surroundings?: Surroundings) {
  return (await recordService(tier, surroundings)).inputs(type);
}

/** All that the program says of the service, but for the number of tasks it starts with. */
function withoutCount(recorded: Recorded): Record<string, unknown> {
  return { ...recorded.inputs(type), desiredCount: undefined };
}

/** Names of alarms, one for each target group. */
const onBoth = (...alarms: readonly string[]): readonly string[] =>
  alarms.flatMap((alarm) =>
    ["blue", "green"].map((side) => `acme-production-blue-admin-${alarm}-${side}`),
  );

describe("ContainerService", () => {
  describe("capacity", () => {
    it("runs dev on Spot, staging on both and production on Fargate alone", async () => {
      const providers = async (tier: Tier) => (await service(tier)).capacityProviderStrategies;
      expect(await providers("dev")).to.deep.equal([
        { capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 },
      ]);
      expect(await providers("staging")).to.deep.equal([
        { capacityProvider: "FARGATE", weight: 1, base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 3, base: 0 },
      ]);
      expect(await providers("production")).to.deep.equal([
        { capacityProvider: "FARGATE", weight: 1, base: 2 },
      ]);
    });

    it("changes capacity in place: the provider is told to deploy anew, and when", async () => {
      const inputs = await service("staging");
      expect(inputs.forceNewDeployment).to.equal(true);
      expect(inputs.triggers).to.deep.equal({
        capacity: JSON.stringify(tiers.staging.capacity),
      });
    });
  });

  it("puts tasks on private subnets without a public address, spread over the zones", async () => {
    const recorded = await recordService("production");
    const inputs = recorded.inputs(type);
    expect(inputs.networkConfiguration).to.deep.equal({
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: [recorded.one("aws:ec2/securityGroup:SecurityGroup").id],
      assignPublicIp: false,
    });
    expect(inputs.availabilityZoneRebalancing).to.equal("ENABLED");
  });

  it("runs the task definition it declares", async () => {
    const recorded = await recordService("production");
    expect(recorded.inputs(type).taskDefinition).to.equal(
      recorded.one("aws:ecs/taskDefinition:TaskDefinition").outputs.arn,
    );
  });

  it("opens running tasks to people in dev only", async () => {
    expect((await service("dev")).enableExecuteCommand).to.equal(true);
    expect((await service("staging")).enableExecuteCommand).to.equal(false);
    expect((await service("production")).enableExecuteCommand).to.equal(false);
  });

  describe("deployment", () => {
    it("hangs on both target groups, both rules and the infrastructure role", async () => {
      const recorded = await recordService("production");
      const output = (kind: string, name: string) => recorded.one(kind, name).outputs.arn;
      expect(recorded.inputs(type).loadBalancers).to.deep.equal([
        {
          targetGroupArn: output("aws:lb/targetGroup:TargetGroup", "admin-blue"),
          containerName: "admin",
          containerPort: 8080,
          advancedConfiguration: {
            alternateTargetGroupArn: output("aws:lb/targetGroup:TargetGroup", "admin-green"),
            productionListenerRule: output(
              "aws:lb/listenerRule:ListenerRule",
              "admin-production-rule",
            ),
            testListenerRule: output("aws:lb/listenerRule:ListenerRule", "admin-test-rule"),
            roleArn: "arn:aws:iam::111111111111:role/infrastructure",
          },
        },
      ]);
    });

    it("needs no second side where tasks are replaced one by one", async () => {
      const recorded = await recordService("dev");
      expect(recorded.inputs(type).loadBalancers).to.deep.equal([
        {
          targetGroupArn: recorded.one("aws:lb/targetGroup:TargetGroup").outputs.arn,
          containerName: "admin",
          containerPort: 8080,
        },
      ]);
    });

    it("waits for the rules that bind the target groups to the load balancer", async () => {
      for (const [tier, count] of [
        ["dev", 1],
        ["staging", 2],
      ] as const) {
        const recorded = await recordService(tier);
        const rules = recorded.ofType("aws:lb/listenerRule:ListenerRule").map(({ urn }) => urn);
        expect(rules, tier).to.have.length(count);
        expect(recorded.one(type).dependencies, tier).to.include.members(rules);
      }
    });

    it("fails the up whose deployment fails, and waits as long as the tier's rollout takes", async () => {
      for (const tier of ["dev", "staging", "production"] as const) {
        const recorded = await recordService(tier);
        const { updateTimeout } = tiers[tier];
        expect(recorded.inputs(type).waitForSteadyState, tier).to.equal(true);
        expect(recorded.one(type).options.customTimeouts, tier).to.include({
          create: updateTimeout,
          update: updateTimeout,
        });
      }
    });

    it("breaks the circuit everywhere", async () => {
      for (const tier of ["preview", "dev", "staging", "production"] as const) {
        expect((await service(tier)).deploymentCircuitBreaker, tier).to.deep.equal({
          enable: true,
          rollback: true,
        });
      }
    });

    it("is taken back by the alarms that judge a revision, and by none in dev", async () => {
      expect((await service("production")).alarms).to.deep.equal({
        enable: true,
        rollback: true,
        alarmNames: [
          ...onBoth("error-rate", "unhealthy-tasks", "latency-p95"),
          "acme-production-blue-admin-latency-increase",
        ],
      });
      expect(await service("dev")).to.not.have.property("alarms");
    });

    it("names alarms that this program declares", async () => {
      const recorded = await recordService("staging");
      expect(recorded.one(type).propertyDependencies.alarms).to.include.members(
        recorded
          .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
          .filter(({ name }) => name === "admin-error-rate")
          .map(({ urn }) => urn),
      );
    });
  });

  describe("in a cell", () => {
    it("starts with the least tasks where traffic is, and with none elsewhere", async () => {
      expect((await service("production")).desiredCount).to.equal(3);
      expect((await service("production", { role: "idle" })).desiredCount).to.equal(0);
      expect((await service("production", { role: "recovery" })).desiredCount).to.equal(0);
    });

    it("leaves the number of tasks to autoscaling, and the order of two target groups to ECS", async () => {
      const ignored = async (tier: Tier) =>
        (await recordService(tier)).one(type).options.ignoreChanges;
      expect(await ignored("dev")).to.deep.equal(["desiredCount"]);
      for (const tier of ["staging", "production"] as const) {
        expect(await ignored(tier)).to.deep.equal(["desiredCount", "loadBalancers"]);
      }
    });

    it("reads the same live and idle, so that a switch deploys nothing", async () => {
      const live = await recordService("production", { role: "live" });
      const idle = await recordService("production", { role: "idle" });
      expect(withoutCount(idle)).to.deep.equal(withoutCount(live));
    });

    it("needs twenty-four resources to serve, and eighteen to stand by", async () => {
      const count = async (role: "live" | "idle") =>
        (await recordService("production", { role })).all.filter(({ parent }) =>
          parent?.includes("ContainerService"),
        ).length;
      expect(await count("live")).to.equal(24);
      expect(await count("idle")).to.equal(18);
    });
  });

  describe("guards", () => {
    async function refusal(surroundings: Surroundings): Promise<string> {
      try {
        await recordService("production", surroundings);
      } catch (error) {
        return String(error);
      }
      return "nothing was refused";
    }

    it("names every secret, database and store that the environment lacks, at once", async () => {
      const message = await refusal({
        spec: { objectStores: ["documents", "scans"], login: { uris: [], openUris: [] } },
        secretArns: {},
        databaseUrlSecretArn: undefined,
      });
      expect(message).to.include('the workload "admin" can\'t be built');
      expect(message).to.include('SESSION_KEY is the secret "admin/SESSION_KEY"');
      expect(message).to.include("DATABASE_URL is the database, which the environment does not");
      expect(message).to.include('the object store "scans"');
      expect(message).to.include("it asks for a login, which the environment does not have");
      expect(message).to.not.include("documents");
    });

    it("refuses a variable that is both plain and secret", async () => {
      expect(await refusal({ spec: { environment: { SESSION_KEY: "abc" } } })).to.include(
        "SESSION_KEY is declared twice",
      );
    });

    it("refuses a bake that ends before the alarms can judge", async () => {
      const rollout = { strategy: "BLUE_GREEN", bakeMinutes: 5 } as const;
      expect(await refusal({ spec: { rollout } })).to.include(
        "its shortest bake is 5 minutes, and alarms need more than 5",
      );
      expect(await refusal({ spec: { rollout: { ...rollout, bakeMinutes: 6 } } })).to.equal(
        "nothing was refused",
      );
    });

    it("refuses a canary whose first step is too short, whatever the bake after it", async () => {
      const rollout = {
        strategy: "CANARY",
        bakeMinutes: 60,
        canaryPercent: 5,
        canaryBakeMinutes: 3,
      } as const;
      expect(await refusal({ spec: { rollout } })).to.include("its shortest bake is 3 minutes");
    });
  });

  it("tells where the service is and what watches it", async () => {
    const recorded = await recordService("production");
    const outputs = recorded.outputs("platform:aws:ContainerService");
    const output = (kind: string, key: string, name?: string) =>
      recorded.one(kind, name).outputs[key];
    expect(outputs).to.deep.equal({
      serviceName: "acme-production-blue-admin",
      serviceArn: output(type, "arn"),
      taskDefinitionArn: output("aws:ecs/taskDefinition:TaskDefinition", "arn"),
      blueTargetGroupArnSuffix: output("aws:lb/targetGroup:TargetGroup", "arnSuffix", "admin-blue"),
      greenTargetGroupArnSuffix: output(
        "aws:lb/targetGroup:TargetGroup",
        "arnSuffix",
        "admin-green",
      ),
      alarmNames: [
        ...onBoth("error-rate", "unhealthy-tasks", "availability", "latency-p95", "latency-p99"),
        "acme-production-blue-admin-latency-increase",
      ],
    });
  });

  it("carries the environment's tags on everything that takes any", async () => {
    const untaggable = /appautoscaling\/(policy|scheduledAction)|rolePolicy|providers|platform:/;
    for (const { type: kind, name, inputs } of (await recordService("dev")).all) {
      if (untaggable.test(kind) || kind === "pulumi:pulumi:Stack") continue;
      expect(inputs.tags, `${kind} ${name}`).to.include({ environment: "dev", project: "acme" });
    }
  });
});
