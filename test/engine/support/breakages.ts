import * as pulumi from "@pulumi/pulumi";
import program = require("../../../index");
import type { Program } from "../../../preview/run/run-program";

type Properties = Readonly<Record<string, unknown>>;

/** One way to break the program: what every resource of a type declares instead; `undefined` takes a property away. */
export interface Breakage {
  readonly type: string;
  readonly change: Properties;
}

const daily = { ruleName: "daily", schedule: "cron(0 3 * * ? *)", targetVaultName: "elsewhere" };
const anyone = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
});

/** Each is a violation in production. */
export const breakages: readonly Breakage[] = [
  {
    type: "aws:backup/plan:Plan",
    change: { rules: [{ ...daily, lifecycle: { deleteAfter: 30 } }] },
  },
  {
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    change: { changeableForDays: 3 },
  },
  { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", change: { ingress: [anyone] } },
  { type: "aws:cloudwatch/metricAlarm:MetricAlarm", change: { alarmActions: [] } },
  { type: "aws:ec2/vpc:Vpc", change: { tags: {} } },
  {
    type: "aws:ecs/service:Service",
    change: { alarms: undefined, deploymentCircuitBreaker: undefined },
  },
  { type: "aws:iam/role:Role", change: { permissionsBoundary: undefined } },
  { type: "aws:iam/rolePolicy:RolePolicy", change: { policy: everything } },
  { type: "aws:s3/bucket:Bucket", change: { forceDestroy: true } },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    change: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    change: { versioningConfiguration: { status: "Suspended" } },
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    change: { kmsKeyId: undefined, recoveryWindowInDays: 0 },
  },
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    change: { cidrIpv4: "0.0.0.0/0", prefixListId: undefined },
  },
  { type: "cloudflare:index/r2ManagedDomain:R2ManagedDomain", change: { enabled: true } },
  {
    type: "cloudflare:index/worker:Worker",
    change: { subdomain: { enabled: true, previewsEnabled: true } },
  },
  { type: "cloudflare:index/zoneSetting:ZoneSetting", change: { value: "off" } },
  {
    type: "github:index/repositoryEnvironment:RepositoryEnvironment",
    change: { deploymentBranchPolicy: undefined },
  },
  {
    type: "github:index/repositoryEnvironment:RepositoryEnvironment",
    change: { canAdminsBypass: true },
  },
  {
    type: "github:index/repositoryEnvironment:RepositoryEnvironment",
    change: { preventSelfReview: false },
  },
  { type: "github:index/repositoryEnvironment:RepositoryEnvironment", change: { reviewers: [] } },
  { type: "neon:index:Project", change: { historyRetentionSeconds: 0 } },
  { type: "neon:index:SnapshotSchedule", change: { schedule: [] } },
];

/** The program with these breakages in it. */
export function broken(by: readonly Breakage[]): Program {
  return () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
      const changes = by.filter((breakage) => breakage.type === type);
      return {
        props: Object.assign({}, props, ...changes.map(({ change }) => change)) as Properties,
        opts,
      };
    });
    return program();
  };
}
