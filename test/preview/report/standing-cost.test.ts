import { expect } from "chai";
import * as fc from "fast-check";
import { hoursPerMonth, prices, regionPrices, spotShare } from "../../../preview/report/prices";
import type { Values } from "../../../preview/report/report";
import { standingCost } from "../../../preview/report/standing-cost";
import { arbitraryReport } from "../../support/arbitrary-report";
import { StackBuilder } from "../../support/reports";

const ireland = regionPrices["eu-west-1"];
const arn = "arn:aws:ecs:eu-west-1:111111111111:task-definition/admin:1";

function cost(region: string, ...resources: readonly (readonly [type: string, Values])[]) {
  const builder = new StackBuilder("dev");
  const provider = `${builder.component("pulumi:providers:aws", "aws")}::id`;
  const { resources: made } = builder.build();
  const given = made.map((each) => (each.name === "aws" ? { ...each, inputs: { region } } : each));
  resources.forEach(([type, inputs], index) => {
    builder.resource(type, String(index), { provider, inputs, outputs: { arn } });
  });
  const all = [...given, ...builder.build().resources.slice(given.length)];
  return standingCost({ ...builder.build(), resources: all });
}

const task = (cpuArchitecture: string) =>
  [
    "aws:ecs/taskDefinition:TaskDefinition",
    { cpu: "512", memory: "1024", runtimePlatform: { cpuArchitecture } },
  ] as const;
const service = (desiredCount: number, ...strategy: Values[]) =>
  [
    "aws:ecs/service:Service",
    { desiredCount, taskDefinition: arn, capacityProviderStrategies: strategy },
  ] as const;
const half = (ireland?.cpu.X86_64 ?? 0) / 2 + (ireland?.gigabyte.X86_64 ?? 0);

describe("what a stack costs though nobody comes", () => {
  const strategies: readonly (readonly [string, Values[], number])[] = [
    ["on demand", [{ capacityProvider: "FARGATE", base: 2, weight: 1 }], 3],
    ["on Spot", [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }], 3 * spotShare],
    [
      "on both, the base first and the others by weight",
      [
        { capacityProvider: "FARGATE", base: 1, weight: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 1 },
      ],
      2 + spotShare,
    ],
  ];
  for (const [how, strategy, tasks] of strategies) {
    it(`is that of the tasks that are declared, ${how}`, () => {
      const { usd, items } = cost("eu-west-1", task("X86_64"), service(3, ...strategy));
      expect(usd).to.be.closeTo(tasks * half * hoursPerMonth, 0.01);
      expect(items.map(({ kind }) => kind)).to.deep.equal(["containers"]);
    });
  }

  it("is less on ARM, and nothing of a cell that stands by without tasks", () => {
    const arm = cost("eu-west-1", task("ARM64"), service(3)).usd;
    expect(arm)
      .to.be.above(0)
      .and.below(3 * half * hoursPerMonth);
    expect(cost("eu-west-1", task("X86_64"), service(0)).items).to.deep.equal([]);
  });

  it("is per zone of a NAT gateway, per subnet of an endpoint, per metric of an alarm", () => {
    const { items } = cost(
      "eu-west-1",
      ["aws:ec2/natGateway:NatGateway", { availabilityZoneAddresses: [{}, {}, {}] }],
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { subnetIds: ["a", "b"] }],
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Gateway" }],
      [
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        { metricQueries: [{ metric: {} }, { metric: {} }, { expression: "a" }] },
      ],
    );
    expect(Object.fromEntries(items.map(({ kind, usd }) => [kind, usd]))).to.deep.equal({
      "NAT gateways": 105.12,
      "VPC endpoints": 16.06,
      alarms: 2 * prices.alarmMetric,
    });
  });

  it("counts a database that never sleeps, and none that does", () => {
    const database = (suspendTimeoutSeconds: number) =>
      cost("eu-west-1", [
        "neon:index:Project",
        { defaultEndpointSettings: { autoscalingLimitMinCu: 2, suspendTimeoutSeconds } },
      ]).usd;
    expect(database(-1)).to.equal(324.12);
    expect(database(60)).to.equal(0);
  });

  it("says which region it knows no prices of, instead of counting nothing", () => {
    const { usd, unpricedRegions } = cost("xx-nowhere-1", ["aws:ec2/natGateway:NatGateway", {}]);
    expect({ usd, unpricedRegions }).to.deep.equal({ usd: 0, unpricedRegions: ["xx-nowhere-1"] });
  });

  it("is the sum of its items, whatever is declared", () => {
    fc.assert(
      fc.property(arbitraryReport, ({ stacks }) => {
        for (const { usd, items } of stacks.map(standingCost)) {
          expect(usd).to.be.closeTo(
            items.reduce((sum, item) => sum + item.usd, 0),
            0.001,
          );
        }
      }),
    );
  });
});
