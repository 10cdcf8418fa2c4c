import type { Report, Values } from "../../preview/report/report";
import { report, StackBuilder } from "./reports";

/** What the sample is made of; a test changes one thing and compares. */
export interface SampleOptions {
  /** Container services in each cell. */
  readonly services: readonly string[];
  readonly productionCidr: string;
  readonly backupDays: number;
  readonly protectData: boolean;
  readonly desiredCount: number;
  /** Whether production's policies find what is wrong with the backup and the tags. */
  readonly violations: boolean;
}

const usual: SampleOptions = {
  services: ["admin", "qis-data-management"],
  productionCidr: "10.30.0.0/16",
  backupDays: 90,
  protectData: true,
  desiredCount: 3,
  violations: false,
};

/** Three environments in the shape of the real ones, production with two cells. */
export function sampleReport(options: Partial<SampleOptions> = {}): Report {
  const sample = { ...usual, ...options };
  return report(
    environment("dev", ["blue"], { ...sample, productionCidr: "10.10.0.0/16", violations: false }),
    environment("staging", ["blue", "green"], {
      ...sample,
      productionCidr: "10.20.0.0/16",
      violations: false,
    }),
    environment("production", ["blue", "green"], sample),
  );
}

function environment(
  stack: string,
  cells: readonly string[],
  options: SampleOptions,
): StackBuilder {
  const builder = new StackBuilder(stack);
  const { services, productionCidr, backupDays, protectData, violations } = options;
  const add = (parent: string, type: string, name: string, inputs: Values = {}): string =>
    builder.resource(type, name, { parent, inputs, source: "components/environment.ts:72" });
  const root = builder.component("platform:environment:Environment", stack);
  builder.resource("pulumi:providers:aws", `${stack}-aws`, { provider: null });
  builder.resource("pulumi:providers:cloudflare", `${stack}-cloudflare`, { provider: null });

  const network = builder.component("platform:aws:Network", `${stack}-network`, root);
  const vpc = `${stack}-network-vpc`;
  add(network, "aws:ec2/vpc:Vpc", vpc, { cidrBlock: productionCidr, enableDnsSupport: true });
  for (const zone of ["a", "b", "c"]) {
    for (const side of ["public", "private"]) {
      add(network, "aws:ec2/subnet:Subnet", `${stack}-network-${side}-${zone}`, { vpcId: "vpc-0" });
      add(network, "aws:ec2/routeTable:RouteTable", `${stack}-network-${side}-${zone}-routes`);
    }
  }
  add(network, "aws:ec2/natGateway:NatGateway", `${stack}-network-nat`);
  add(network, "aws:ec2/flowLog:FlowLog", `${stack}-network-flow-log`);
  add(network, "aws:iam/role:Role", `${stack}-network-flow-log-role`);

  const store = builder.component("platform:storage:ObjectStore", `${stack}-documents`, root);
  const bucket = builder.resource("aws:s3/bucket:Bucket", `${stack}-documents-bucket`, {
    parent: store,
    protect: protectData && stack === "production",
    inputs: { bucket: `acme-${stack}-documents` },
    source: "components/data/object-store.ts:51",
  });
  add(store, "cloudflare:index/r2Bucket:R2Bucket", `${stack}-documents-r2`);

  const backup = builder.component("platform:aws:BackupPlan", `${stack}-files`, root);
  const plan = builder.resource("aws:backup/plan:Plan", `${stack}-files-plan`, {
    parent: backup,
    inputs: { rules: [{ ruleName: "daily", lifecycle: { deleteAfter: backupDays } }] },
    source: "components/data/backup-plan.ts:88",
  });

  for (const cell of cells) {
    const urn = builder.component("platform:aws:Cell", `${stack}-${cell}`, root);
    add(urn, "aws:ecs/cluster:Cluster", `${stack}-${cell}-cluster`);
    add(urn, "aws:lb/loadBalancer:LoadBalancer", `${stack}-${cell}-load-balancer`);
    for (const service of services)
      containerService(builder, urn, `${stack}-${cell}-${service}`, options);
  }

  for (let i = 0; i < 40; i++) builder.verdict(`rule-${String(i % 12)}`, "passed", { urn: vpc });
  builder.verdict("preview-require-expiry", "not-applicable");
  if (!violations) {
    for (const rule of [
      "backup-require-retention",
      "tags-require",
      "bucket-require-replication",
      "service-require-canary",
    ]) {
      builder.verdict(rule, "passed");
    }
  } else {
    builder
      .verdict("backup-require-retention", "violated", {
        urn: plan,
        message: `backup-require-retention: aws:backup/plan:Plan "${stack}-files-plan" keeps daily backups ${String(backupDays)} days; production needs at least 90 (BAK-5). Set rules[].lifecycle.deleteAfter to 90.`,
      })
      .verdict("tags-require", "violated", {
        level: "advisory",
        urn: bucket,
        message: `tags-require: aws:s3/bucket:Bucket "${stack}-documents-bucket" has no tag cost-center (PRC-21). Set tags["cost-center"].`,
      })
      .verdict("bucket-require-replication", "could-not-evaluate", {
        urn: bucket,
        message: "bucket-require-replication: the destination is known only after the deployment.",
      })
      .verdict("service-require-canary", "waived", {
        message:
          "service-require-canary: waived until 2026-12-31 by platform@acme.example: launch week.",
      });
  }
  return builder;
}

function containerService(
  builder: StackBuilder,
  cell: string,
  name: string,
  { desiredCount }: SampleOptions,
): void {
  const parent = builder.component("platform:aws:ContainerService", name, cell);
  const source = "components/service/container-service.ts:118";
  const add = (type: string, role: string, inputs: Values = {}): void => {
    builder.resource(type, `${name}-${role}`, { parent, inputs, source });
  };
  add("aws:ecs/service:Service", "service", {
    name,
    desiredCount,
    deploymentConfiguration: { strategy: "CANARY", bakeTimeInMinutes: "15" },
  });
  add("aws:ecs/taskDefinition:TaskDefinition", "task", {
    containerDefinitions: JSON.stringify([{ name: "app", image: `registry/${name}@sha256:00` }]),
  });
  add("aws:iam/role:Role", "role", {
    name,
    assumeRolePolicy: statement({
      Effect: "Allow",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  for (const colour of ["blue", "green"]) {
    add("aws:lb/targetGroup:TargetGroup", `${colour}-targets`, { name: `${name}-${colour}` });
  }
  add("aws:lb/listenerRule:ListenerRule", "production-rule");
  add("aws:lb/listenerRule:ListenerRule", "test-rule");
  for (const metric of ["errors", "p95", "p99"]) {
    add("aws:cloudwatch/metricAlarm:MetricAlarm", `${metric}-alarm`, { name: `${name}-${metric}` });
  }
  add("aws:cloudwatch/logGroup:LogGroup", "logs", { name: `/ecs/${name}` });
}

/** An IAM document of one statement, as programs hand it over. */
export function statement(content: Values): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [content] });
}
