import type * as pulumi from "@pulumi/pulumi";
import { AnonymizedBranch } from "../../../providers/neon/sdk/anonymized-branch";
import { ApiKey } from "../../../providers/neon/sdk/api-key";
import { Branch } from "../../../providers/neon/sdk/branch";
import { Database } from "../../../providers/neon/sdk/database";
import { Endpoint } from "../../../providers/neon/sdk/endpoint";
import { Project } from "../../../providers/neon/sdk/project";
import { ProjectPermission } from "../../../providers/neon/sdk/project-permission";
import { Role } from "../../../providers/neon/sdk/role";
import { SnapshotSchedule } from "../../../providers/neon/sdk/snapshot-schedule";
import { VpcEndpointAssignment } from "../../../providers/neon/sdk/vpc-endpoint-assignment";

/** The VPC endpoint of the organisation, which a test has to have set. */
export const vpcEndpointId = "vpce-1234567890abcdef0";
export const regionId = "aws-eu-central-1";

export interface WorldOptions {
  /** Begins the name of everything. */
  readonly name: string;
  /** Organisation that the projects belong to. Default: the provider's. */
  readonly orgId?: string;
  /** The first state of the program, or the one that updates and replaces everything that it can. */
  readonly edition: 1 | 2;
  /** Whether one thing is made after the other, so that requests have one order. Default: as they need each other. */
  readonly isChain?: boolean;
  /** Seconds that each thing may take. Default: the provider's. */
  readonly seconds?: number;
  /** Ids by which things that are there are taken over, by the resource's name. Default: everything is made. */
  readonly importIds?: ReadonlyMap<string, string>;
  /** Time of the emulator, from which expiry dates count. */
  readonly now: number;
}

/** One of everything that Neon has, by the class's name. */
export interface World {
  readonly project: Project;
  readonly closed: Project;
  readonly branch: Branch;
  readonly endpoint: Endpoint;
  readonly role: Role;
  readonly owner: Role;
  readonly database: Database;
  readonly schedule: SnapshotSchedule;
  readonly permission: ProjectPermission;
  readonly assignment: VpcEndpointAssignment;
  readonly masked: AnonymizedBranch;
  readonly key: ApiKey;
}

/** Declares one of everything. A second project holds the VPC endpoint, which excludes anonymised branches. */
export function declareWorld(options: WorldOptions): World {
  const { name, orgId, edition, isChain = false, seconds, importIds, now } = options;
  const isSecond = edition === 2;
  const days = (count: number): string =>
    new Date(now + count * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
  let last: pulumi.Resource | undefined;
  const made = <Made extends pulumi.CustomResource>(
    part: string,
    declare: (name: string, opts: pulumi.CustomResourceOptions) => Made,
  ): Made => {
    const importId = importIds?.get(`${name}-${part}`);
    const limit = seconds === undefined ? undefined : `${String(seconds)}s`;
    const resource = declare(`${name}-${part}`, {
      ...(isChain && last !== undefined && { dependsOn: [last] }),
      ...(importId !== undefined && { import: importId }),
      ...(limit !== undefined && {
        customTimeouts: { create: limit, update: limit, delete: limit },
      }),
    });
    last = resource;
    return resource;
  };

  const project = made(
    "project",
    (urnName, opts) =>
      new Project(
        urnName,
        {
          name: isSecond ? `${name} renamed` : name,
          regionId,
          ...(orgId !== undefined && { orgId }),
          historyRetentionSeconds: isSecond ? 172_800 : 604_800,
          defaultBranch: { name: isSecond ? "stem" : "trunk", databaseName: "shop" },
          settings: { quota: { activeTimeSeconds: isSecond ? 7_200 : 3_600 } },
        },
        opts,
      ),
  );
  const place = { projectId: project.id, branchId: project.defaultBranchId };
  const role = made("role", (urnName, opts) => new Role(urnName, { ...place, name: "app" }, opts));
  const owner = made(
    "owner",
    (urnName, opts) => new Role(urnName, { ...place, name: "keeper" }, opts),
  );
  const database = made(
    "database",
    (urnName, opts) =>
      new Database(
        urnName,
        {
          ...place,
          name: isSecond ? "books" : "orders",
          ownerName: isSecond ? owner.name : role.name,
        },
        opts,
      ),
  );
  const branch = made(
    "branch",
    (urnName, opts) =>
      new Branch(
        urnName,
        {
          projectId: project.id,
          name: isSecond ? "review-8" : "review-7",
          expiresAt: days(isSecond ? 14 : 7),
        },
        opts,
      ),
  );
  const endpoint = made(
    "endpoint",
    (urnName, opts) =>
      new Endpoint(
        urnName,
        {
          projectId: project.id,
          branchId: branch.id,
          type: "read_write",
          autoscalingLimitMinCu: 0.5,
          autoscalingLimitMaxCu: isSecond ? 4 : 2,
          suspendTimeoutSeconds: 600,
        },
        opts,
      ),
  );
  const schedule = made(
    "schedule",
    (urnName, opts) =>
      new SnapshotSchedule(
        urnName,
        { ...place, schedule: [{ frequency: "daily", hour: isSecond ? 5 : 3 }] },
        opts,
      ),
  );
  const permission = made(
    "permission",
    (urnName, opts) =>
      new ProjectPermission(
        urnName,
        { projectId: project.id, email: isSecond ? "grace@example.com" : "ada@example.com" },
        opts,
      ),
  );
  const masked = made(
    "masked",
    (urnName, opts) =>
      new AnonymizedBranch(
        urnName,
        {
          projectId: project.id,
          name: isSecond ? "masked-2" : "masked",
          maskingRules: [
            {
              databaseName: "shop",
              schemaName: "public",
              tableName: "customers",
              columnName: isSecond ? "phone" : "email",
              maskingValue: "nobody",
            },
          ],
        },
        opts,
      ),
  );
  const key = made(
    "key",
    (urnName, opts) =>
      new ApiKey(
        urnName,
        { projectId: project.id, name: isSecond ? `${name} second` : `${name} first` },
        opts,
      ),
  );
  const closed = made(
    "closed",
    (urnName, opts) =>
      new Project(
        urnName,
        { name: `${name} closed`, regionId, ...(orgId !== undefined && { orgId }) },
        opts,
      ),
  );
  const assignment = made(
    "assignment",
    (urnName, opts) =>
      new VpcEndpointAssignment(
        urnName,
        { projectId: closed.id, vpcEndpointId, label: isSecond ? "blue" : "green" },
        opts,
      ),
  );
  return {
    project,
    closed,
    branch,
    endpoint,
    role,
    owner,
    database,
    schedule,
    permission,
    assignment,
    masked,
    key,
  };
}
