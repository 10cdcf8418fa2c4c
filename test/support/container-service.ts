import { Provider } from "@pulumi/aws/provider";
import type { CellOutputs } from "../../components/cell/outputs";
import {
  ContainerService,
  type ContainerServiceArgs,
} from "../../components/service/container-service";
import type { Context } from "../../components/base/context";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import type { Tier } from "../../blueprint/tier";
import { tiers } from "../../blueprint/tiers";
import { record, type Recorded } from "./record";

const accountId = "111111111111";
const region = "eu-west-1";
const inAccount = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

export const keyArn = inAccount("kms", "key/environment");
export const documentsArn = "arn:aws:s3:::acme-documents";
export const sessionKeyArn = inAccount("secretsmanager", "secret:session-key");
export const databaseUrlArn = inAccount("secretsmanager", "secret:database-url");

/** What the platform would make of one workload in a tier: every difference is the tier table's own. */
export function serviceSpec(
  tier: Tier,
  changes: Partial<ContainerServiceSpec> = {},
): ContainerServiceSpec {
  const values = tiers[tier];
  return {
    name: "admin",
    host: `admin.${tier}.example.com`,
    login: undefined,
    image: `999999999999.dkr.ecr.${region}.amazonaws.com/acme-admin@sha256:${"a".repeat(64)}`,
    recoveryImage: `999999999999.dkr.ecr.eu-west-3.amazonaws.com/acme-admin@sha256:${"a".repeat(64)}`,
    version: "1.4.2",
    port: 8080,
    healthCheckPath: "/healthz",
    cpu: 512,
    memoryMib: 1024,
    environment: { FEATURES: "orders" },
    secrets: [{ variable: "SESSION_KEY", secret: "admin/SESSION_KEY" }],
    usesDatabase: true,
    objectStores: ["documents"],
    rollout: values.rollout.canary,
    rollback: { errorRatePercent: 1, latencyIncreasePercent: 10 },
    alarmsRollBack: values.alarmsRollBack,
    approvalMinutes: values.approvalMinutes,
    goesBackTo: undefined,
    scale: {
      min: values.minTasks,
      max: values.maxTasks,
      cpuTargetPercent: 60,
      requestsPerTarget: 500,
      schedule: values.schedule,
    },
    allowExec: values.allowExec,
    updateTimeout: values.updateTimeout,
    ...changes,
  };
}

export interface Surroundings {
  readonly spec?: Partial<ContainerServiceSpec>;
  readonly role?: CellOutputs["role"];
  readonly priority?: number;
  readonly secretArns?: Readonly<Record<string, string>>;
  readonly databaseUrlSecretArn?: string | undefined;
  readonly logins?: ContainerServiceArgs["logins"];
}

/** Declares that workload in one cell of the tier's environment. */
export function recordService(tier: Tier, surroundings: Surroundings = {}): Promise<Recorded> {
  const { role = "live", priority = 0 } = surroundings;
  return record(
    () => {
      const provider = new Provider("aws", { region, allowedAccountIds: [accountId] });
      const service = new ContainerService(
        "admin",
        {
          spec: serviceSpec(tier, surroundings.spec),
          cell: cellOf(tier, role),
          context: contextOf(tier),
          secretArns: surroundings.secretArns ?? { "admin/SESSION_KEY": sessionKeyArn },
          databaseUrlSecretArn:
            "databaseUrlSecretArn" in surroundings
              ? surroundings.databaseUrlSecretArn
              : databaseUrlArn,
          objectStores: {
            documents: { bucketArn: documentsArn, bucketName: "acme-documents" },
            invoices: { bucketArn: "arn:aws:s3:::acme-invoices", bucketName: "acme-invoices" },
          },
          logins: surroundings.logins ?? {},
          priority,
          slo: {
            availabilityPercent: tiers[tier].availabilityPercent,
            latencyP95Seconds: 2,
            latencyP99Seconds: 5,
            slack: undefined,
            emails: [],
            stakeholders: [],
          },
        },
        { providers: [provider] },
      );
      service.scale([]);
    },
    { stack: tier },
  );
}

function cellOf(tier: Tier, role: CellOutputs["role"]): CellOutputs {
  return {
    name: role === "recovery" ? "recovery" : "blue",
    role,
    capacity: tiers[tier].capacity,
    clusterArn: inAccount("ecs", "cluster/acme-blue"),
    clusterName: "acme-blue",
    listenerArn: inAccount("elasticloadbalancing", "listener/app/acme-blue/0123456789abcdef/1"),
    loadBalancerArnSuffix: "app/acme-blue/0123456789abcdef",
    loadBalancerSecurityGroupId: "sg-load-balancer",
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-a", "subnet-b"],
    executionRoleArn: "arn:aws:iam::111111111111:role/execution",
    infrastructureRoleArn: "arn:aws:iam::111111111111:role/infrastructure",
    hookRoleArn: "arn:aws:iam::111111111111:role/hook",
    hookFunctionArn: inAccount("lambda", "function:verify-deployment"),
  };
}

function contextOf(tier: Tier): Context {
  return {
    identity: {
      stack: tier,
      tier,
      product: "acme",
      host: `${tier}.example.com`,
      tags: { environment: tier, project: "acme", "managed-by": "pulumi", "cost-center": "shop" },
      expiresOn: undefined,
    },
    aws: { accountId, region, recoveryRegion: undefined },
    region,
    logging: {
      retentionDays: tiers[tier].logRetentionDays,
      level: tiers[tier].logLevel,
      errorSampleRate: tiers[tier].errorSampleRate,
    },
    protectData: tiers[tier].protectData,
    permissionsBoundaryArn: "arn:aws:iam::111111111111:policy/boundary",
    encryptionKeyArn: keyArn,
    alerts: {
      criticalTopicArn: inAccount("sns", "critical"),
      warningTopicArn: inAccount("sns", "warning"),
    },
  };
}
