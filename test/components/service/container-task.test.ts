import { expect } from "chai";
import type { Tier } from "../../../blueprint/tier";
import {
  documentsArn,
  keyArn,
  recordService,
  type Surroundings,
} from "../../support/container-service";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

async function statements(tier: Tier, surroundings?: Surroundings): Promise<Statement[]> {
  const { policy } = (await recordService(tier, surroundings)).inputs(rolePolicy);
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

describe("declareTask", () => {
  it("keeps logs encrypted and as long as the tier wants", async () => {
    for (const [tier, days] of [
      ["dev", 7],
      ["staging", 30],
      ["production", 365],
    ] as const) {
      const logs = (await recordService(tier)).inputs("aws:cloudwatch/logGroup:LogGroup");
      expect(logs, tier).to.include({ retentionInDays: days, kmsKeyId: keyArn });
    }
  });

  it("runs on Fargate with the workload's size", async () => {
    const task = (await recordService("production")).inputs(
      "aws:ecs/taskDefinition:TaskDefinition",
    );
    expect(task).to.deep.include({
      family: "acme-production-blue-admin",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
    });
  });

  it("keeps former revisions, for a rollback to go back to", async () => {
    const task = (await recordService("dev")).inputs("aws:ecs/taskDefinition:TaskDefinition");
    expect(task.skipDestroy).to.equal(true);
  });

  it("starts by one role and acts by another", async () => {
    const recorded = await recordService("production");
    expect(recorded.inputs("aws:ecs/taskDefinition:TaskDefinition")).to.include({
      executionRoleArn: "arn:aws:iam::111111111111:role/execution",
      taskRoleArn: recorded.one("aws:iam/role:Role").outputs.arn,
    });
  });

  it("trusts ECS alone, for this account and region, within the boundary", async () => {
    const role = (await recordService("production")).inputs("aws:iam/role:Role");
    expect(role.permissionsBoundary).to.equal("arn:aws:iam::111111111111:policy/boundary");
    expect(JSON.parse(String(role.assumeRolePolicy))).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111111111111" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111111111111:*" },
          },
        },
      ],
    });
  });

  it("may use the buckets it names and their key, and no other", async () => {
    const granted = await statements("production");
    expect(granted.map(({ Sid }) => Sid)).to.deep.equal([
      "FindObjects",
      "UseObjects",
      "UseObjectKey",
    ]);
    expect(granted.map(({ Resource }) => Resource)).to.deep.equal([
      [documentsArn],
      [`${documentsArn}/*`],
      keyArn,
    ]);
    expect(granted[2]?.Condition).to.deep.equal({
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    });
  });

  it("can't remove a former version of an object", async () => {
    const actions = (await statements("production")).flatMap(({ Action }) => Action);
    expect(actions).to.include("s3:DeleteObject");
    expect(actions).to.not.include("s3:DeleteObjectVersion");
    expect(actions.filter((action) => action.includes("*"))).to.deep.equal([]);
  });

  it("opens Session Manager's channels only where people may enter tasks", async () => {
    const channels = async (tier: Tier) =>
      (await statements(tier)).find(({ Sid }) => Sid === "ExecChannels")?.Action;
    expect(await channels("dev")).to.deep.equal([
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    expect(await channels("production")).to.equal(undefined);
  });

  it("has no right at all when it uses nothing", async () => {
    const recorded = await recordService("production", { spec: { objectStores: [] } });
    recorded.expectNone(rolePolicy);
  });

  it("starts no task before its rights are there", async () => {
    const recorded = await recordService("production");
    expect(recorded.one("aws:ecs/taskDefinition:TaskDefinition").dependencies).to.include(
      recorded.one(rolePolicy).urn,
    );
  });
});
