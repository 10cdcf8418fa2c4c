import type { WireMap } from "../../../providers/server/wire";
import type { Ground, Made } from "./provider-ground";

/** How to make one resource of a type, and what Neon has of it then. */
export interface Sample {
  readonly type: string;
  /** The request that makes it, as faults name it. */
  readonly request: string;
  readonly inputs: WireMap;
  /** Ids or names of all that Neon has of the type. */
  readonly live: () => readonly string[];
}

/** A project with a database `shop` of the role `owner` that the samples belong to. */
export function sampleProject(ground: Ground): Promise<Made> {
  const defaultBranch = { databaseName: "shop", roleName: "owner" };
  return ground.project({ name: "samples", defaultBranch });
}

/** A sample of each type of resource, none of which has been made. */
export function oneOfEach({ neon: { neon, orgId } }: Ground, project: Made): readonly Sample[] {
  const projectId = project.id;
  const branchId = String(project.outputs.defaultBranchId);
  const vpcEndpointId = "vpce-1234567890abcdef0";
  neon.vpcEndpoints.set(vpcEndpointId, { regionId: "aws-eu-central-1", label: "ours" });
  const there = () => neon.project(projectId);
  const branches = () => [...there().branches.values()];
  const content = () => neon.branch(projectId, branchId).content;
  const below = `/projects/*/branches/*`;
  return [
    {
      type: "Project",
      request: "POST /projects",
      inputs: { name: "shop", regionId: "aws-eu-central-1" },
      live: () => [...neon.projects.keys()],
    },
    {
      type: "Branch",
      request: "POST /projects/*/branches",
      inputs: { projectId, name: "pr-7" },
      live: () => branches().map(({ branch }) => branch.id),
    },
    {
      type: "AnonymizedBranch",
      request: "POST /projects/*/branch_anonymized",
      inputs: {
        projectId,
        name: "masked",
        maskingRules: [
          {
            databaseName: "shop",
            schemaName: "public",
            tableName: "users",
            columnName: "email",
            maskingValue: "none",
          },
        ],
      },
      live: () => branches().map(({ branch }) => branch.id),
    },
    {
      type: "Endpoint",
      request: "POST /projects/*/endpoints",
      inputs: { projectId, branchId, type: "read_only" },
      live: () => [...there().endpoints.keys()],
    },
    {
      type: "Role",
      request: `POST ${below}/roles`,
      inputs: { projectId, branchId, name: "app" },
      live: () => [...content().roles.keys()],
    },
    {
      type: "Database",
      request: `POST ${below}/databases`,
      inputs: { projectId, branchId, name: "orders", ownerName: "owner" },
      live: () => [...content().databases.keys()],
    },
    {
      type: "SnapshotSchedule",
      request: `PUT ${below}/backup_schedule`,
      inputs: { projectId, branchId, schedule: [{ frequency: "daily", hour: 3 }] },
      live: () => neon.branch(projectId, branchId).schedule.map(() => "snapshot-schedule"),
    },
    {
      type: "ProjectPermission",
      request: "POST /projects/*/permissions",
      inputs: { projectId, email: "ada@example.com" },
      live: () => [...there().permissions.keys()],
    },
    {
      type: "VpcEndpointAssignment",
      request: "POST /projects/*/vpc_endpoints/*",
      inputs: { projectId, vpcEndpointId, label: "cells" },
      live: () => [...there().vpcEndpoints.keys()],
    },
    {
      type: "ApiKey",
      request: "POST /organizations/*/api_keys",
      inputs: { projectId, name: "ci" },
      live: () =>
        [...neon.keys.values()].filter((each) => each.orgId === orgId).map(({ id }) => String(id)),
    },
  ];
}
