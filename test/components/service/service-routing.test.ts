import { expect } from "chai";
import { releaseTestHeader } from "../../../components/service/service-routing";
import { recordService } from "../../support/container-service";

const group = "aws:lb/targetGroup:TargetGroup";
const rule = "aws:lb/listenerRule:ListenerRule";

describe("declareRouting", () => {
  it("has two target groups that differ in their names only", async () => {
    const recorded = await recordService("production");
    const blue = recorded.inputs(group, "admin-blue");
    const green = recorded.inputs(group, "admin-green");
    expect(blue).to.deep.include({
      name: "production-blue-admin-blue",
      targetType: "ip",
      protocol: "HTTP",
      vpcId: "vpc-1",
      deregistrationDelay: 30,
    });
    expect(blue.healthCheck).to.deep.include({ path: "/healthz", matcher: "200" });
    expect(green).to.deep.equal({ ...blue, name: "production-blue-admin-green" });
  });

  it("keeps its target groups when the workload changes its port", async () => {
    const port = async (port: number) =>
      (await recordService("production", { spec: { port } })).inputs(group, "admin-blue").port;
    expect(await port(3000)).to.equal(await port(8080));
  });

  it("keeps every target group's name within what AWS takes", async () => {
    const recorded = await recordService("production", {
      role: "recovery",
      spec: { name: "a-workload-with-quite-a-name" },
    });
    const names = recorded.ofType(group).map(({ inputs }) => inputs.name as string);
    expect(new Set(names).size).to.equal(2);
    for (const name of names) expect(name).to.match(/^.{1,32}$/);
  });

  it("sends the host's traffic to blue first, with green bound to the same rule", async () => {
    const recorded = await recordService("production");
    const { conditions, actions } = recorded.inputs(rule, "admin-production-rule");
    expect(conditions).to.deep.equal([
      { hostHeader: { values: ["admin.production.example.com"] } },
    ]);
    expect(actions).to.deep.equal([
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: recorded.one(group, "admin-blue").outputs.arn, weight: 100 },
            { arn: recorded.one(group, "admin-green").outputs.arn, weight: 0 },
          ],
        },
      },
    ]);
  });

  it("tells a test request by its header, before it is taken for a customer's", async () => {
    const recorded = await recordService("production", { priority: 4 });
    const test = recorded.inputs(rule, "admin-test-rule");
    expect(test.conditions).to.deep.equal([
      { hostHeader: { values: ["admin.production.example.com"] } },
      { httpHeader: { httpHeaderName: releaseTestHeader, values: ["*"] } },
    ]);
    expect(test.priority).to.equal(9);
    expect(recorded.inputs(rule, "admin-production-rule").priority).to.equal(10);
  });

  it("never gives two services of a cell the same priority", async () => {
    const priorities = [];
    for (const priority of [0, 1, 2]) {
      const recorded = await recordService("staging", { priority });
      priorities.push(...recorded.ofType(rule).map(({ inputs }) => inputs.priority));
    }
    expect(priorities.sort()).to.deep.equal([1, 2, 3, 4, 5, 6]);
  });

  it("leaves the weights of both rules to ECS", async () => {
    for (const registration of (await recordService("staging")).ofType(rule)) {
      expect(registration.options.ignoreChanges, registration.name).to.deep.equal(["actions"]);
    }
  });

  it("has one target group and one rule where tasks are replaced one by one", async () => {
    const recorded = await recordService("dev");
    expect(recorded.inputs(rule).actions).to.deep.equal([
      { type: "forward", targetGroupArn: recorded.one(group).outputs.arn },
    ]);
    expect(recorded.one(rule).options.ignoreChanges).to.deep.equal([]);
  });
});
