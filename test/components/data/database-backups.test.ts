import { expect } from "chai";
import { evaluate } from "../../../iam/evaluate";
import { readPolicy } from "../../../iam/policy";
import { DatabaseBackups } from "../../../components/data/database-backups";
import type { Tier } from "../../../blueprint/tier";
import { contextOf } from "../../support/data-context";
import { record, type Recorded } from "../../support/record";

const scheduleType = "aws:scheduler/schedule:Schedule";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const policyType = "aws:iam/rolePolicy:RolePolicy";

const bucketArn = "arn:aws:s3:::shop-files";
const secretArn = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:shop-database/read-only-1";

function declare(tier: Tier): Promise<Recorded> {
  const rules = [{ name: "daily", deleteAfterDays: 90 }] as const;
  const image = `registry.example/shop-database-backup@sha256:${"a".repeat(64)}`;
  const spec = { image, version: "1.0.0", hour: 1, rules, recipients: ["age1one"], store: "files" };
  return record(
    () =>
      new DatabaseBackups(
        "db",
        {
          spec: { ...spec, locks: true },
          context: contextOf(tier),
          network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-3"] },
          ...{ bucketArn, bucketName: "shop-files" },
          connectionSecretArn: secretArn,
        },
        {},
      ),
  );
}

interface Container {
  readonly image: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

describe("the scheduled backup of a database", () => {
  let recorded: Recorded;
  before(async () => {
    recorded = await declare("production");
  });

  it("is called each day at the tier's hour, in the network that the database admits", () => {
    const { scheduleExpression, target } = recorded.inputs(scheduleType) as Record<string, object>;
    expect(scheduleExpression).to.equal("cron(0 1 * * ? *)");
    expect(target).to.have.nested.property(
      "ecsParameters.networkConfiguration.subnets[0]",
      "subnet-3",
    );
    expect(target).to.have.nested.property("ecsParameters.launchType", "FARGATE");
    expect(target).to.have.nested.property("retryPolicy.maximumRetryAttempts", 10);
  });

  it("runs an image by its digest, which is told its job and gets one connection", () => {
    const { containerDefinitions } = recorded.inputs(taskType);
    const [container] = JSON.parse(String(containerDefinitions)) as Container[];
    expect(container?.image).to.match(/@sha256:a{64}$/);
    expect(JSON.parse(container?.environment[0]?.value ?? "")).to.deep.equal({
      ...{ stack: "production", bucket: "shop-files", region: "eu-west-1", locks: true },
      ...{ rules: [{ name: "daily", deleteAfterDays: 90 }], recipients: ["age1one"] },
    });
    expect(container?.secrets).to.deep.equal([{ name: "DATABASE_URL", valueFrom: secretArn }]);
  });

  it("writes backups and nothing beside them, and reads no secret", () => {
    const { policy } = recorded.inputs(policyType, "db-task-policy");
    const may = (action: string, resource: string) =>
      evaluate(
        { identity: [readPolicy("task", String(policy))] },
        { principal: "arn:aws:iam::333333333333:role/task", action, resource, context: {} },
      ).allowed;
    const [backup, other] = ["backups/database/daily/1", "invoices/1"].map(
      (key) => `${bucketArn}/${key}`,
    ) as [string, string];
    for (const action of ["PutObject", "PutObjectRetention", "GetObject"]) {
      expect([may(`s3:${action}`, backup), may(`s3:${action}`, other)]).to.deep.equal([
        true,
        false,
      ]);
    }
    for (const action of ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"])
      expect(may(action, backup), action).to.equal(false);
    expect(may("secretsmanager:GetSecretValue", secretArn)).to.equal(false);
  });

  it("wakes somebody in production, and tells a channel elsewhere, after 30 hours of silence", async () => {
    const alarm = recorded.inputs(alarmType);
    expect(alarm).to.include({ evaluationPeriods: 30, treatMissingData: "breaching" });
    expect(alarm.alarmDescription).to.include("docs/runbooks/database-backups.md");
    expect(alarm.alarmActions).to.deep.equal([contextOf("production").alerts.criticalTopicArn]);
    const { alarmActions } = (await declare("dev")).inputs(alarmType);
    expect(alarmActions).to.deep.equal([contextOf("dev").alerts.warningTopicArn]);
  });
});
