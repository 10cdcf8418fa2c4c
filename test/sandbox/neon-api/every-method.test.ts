import { type Api, EndpointType } from "@neondatabase/api-client";
import { expect } from "chai";
import type { answers } from "../../../sandbox/neon-api/answers";
import { type OpenNeon, openNeon } from "../../../sandbox/neon-api/open-neon";

/** A project with one of everything. */
interface Ground extends OpenNeon {
  readonly orgId: string;
  readonly projectId: string;
  readonly branchId: string;
  readonly endpointId: string;
  readonly childId: string;
  readonly maskedId: string;
  readonly snapshotId: string;
}

const vpcEndpointId = "vpce-0123456789abcdef0";
const regionId = "aws-eu-central-1";

async function prepare(): Promise<Ground> {
  const open = await openNeon();
  const { client, emulator } = open;
  const { orgId } = emulator;
  const made = await client.createProject({ project: { name: "shop", region_id: regionId } });
  const projectId = made.data.project.id;
  const branchId = made.data.branch.id;
  const endpointId = made.data.endpoints[0]?.id ?? "";
  const child = await client.createProjectBranch(projectId, { branch: { name: "child" } });
  const masked = await client.createProjectBranchAnonymized(projectId, {
    branch_create: { branch: { name: "masked" } },
  });
  const { data } = await client.createSnapshot({ projectId, branchId, name: "before" });
  await client.assignOrganizationVpcEndpoint(orgId, regionId, vpcEndpointId, { label: "vpc" });
  await client.assignProjectVpcEndpoint(projectId, vpcEndpointId, { label: "vpc" });
  return {
    ...open,
    orgId,
    projectId,
    branchId,
    endpointId,
    childId: child.data.branch.id,
    maskedId: masked.data.branch.id,
    snapshotId: data.snapshot.id,
  };
}

type Calls = {
  readonly [M in keyof typeof answers]: (
    client: Api<unknown>,
    ground: Ground,
  ) => Promise<{ readonly status: number }>;
};

const rule = {
  database_name: "neondb",
  schema_name: "public",
  table_name: "users",
  column_name: "email",
  masking_function: "anon.fake_email()",
};

const calls: Calls = {
  createProject: (client) => client.createProject({ project: { name: "second", pg_version: 18 } }),
  getProject: (client, { projectId }) => client.getProject(projectId),
  listProjects: (client, { orgId }) =>
    client.listProjects({ limit: 400, search: "shop", org_id: orgId }),
  updateProject: (client, { projectId }) =>
    client.updateProject(projectId, {
      project: { name: "renamed", settings: { allowed_ips: { ips: ["192.0.2.0/24"] } } },
    }),
  deleteProject: (client, { projectId }) => client.deleteProject(projectId),
  recoverProject: async (client, { projectId }) => {
    await client.deleteProject(projectId);
    return client.recoverProject(projectId);
  },
  createProjectBranch: (client, { projectId, childId }) =>
    client.createProjectBranch(projectId, {
      branch: { parent_id: childId, name: "grandchild" },
      endpoints: [{ type: EndpointType.ReadWrite, autoscaling_limit_max_cu: 2 }],
    }),
  getProjectBranch: (client, { projectId, branchId }) =>
    client.getProjectBranch(projectId, branchId),
  listProjectBranches: (client, { projectId }) =>
    client.listProjectBranches({ projectId, search: "child", include_deleted: true }),
  countProjectBranches: (client, { projectId }) => client.countProjectBranches({ projectId }),
  updateProjectBranch: (client, { projectId, childId }) =>
    client.updateProjectBranch(projectId, childId, {
      branch: { name: "renamed", protected: true, expires_at: null },
    }),
  setDefaultProjectBranch: (client, { projectId, childId }) =>
    client.setDefaultProjectBranch(projectId, childId),
  deleteProjectBranch: (client, { projectId, childId: branchId }) =>
    client.deleteProjectBranch({ projectId, branchId }),
  recoverProjectBranch: async (client, { projectId, childId }) => {
    await client.deleteProjectBranch({ projectId, branchId: childId });
    return client.recoverProjectBranch(projectId, childId);
  },
  restoreProjectBranch: (client, { projectId, branchId, childId }) =>
    client.restoreProjectBranch(projectId, childId, { source_branch_id: branchId }),
  createProjectBranchAnonymized: (client, { projectId, emulator }) => {
    emulator.neon.project(projectId).vpcEndpoints.clear();
    return client.createProjectBranchAnonymized(projectId, {
      branch_create: { branch: { name: "anonymous" } },
      masking_rules: [rule],
      start_anonymization: true,
    });
  },
  getMaskingRules: (client, { projectId, maskedId }) => client.getMaskingRules(projectId, maskedId),
  updateMaskingRules: (client, { projectId, maskedId }) =>
    client.updateMaskingRules(projectId, maskedId, { masking_rules: [rule] }),
  getAnonymizedBranchStatus: (client, { projectId, maskedId }) =>
    client.getAnonymizedBranchStatus(projectId, maskedId),
  startAnonymization: (client, { projectId, maskedId }) =>
    client.startAnonymization(projectId, maskedId),
  createProjectEndpoint: (client, { projectId, childId }) =>
    client.createProjectEndpoint(projectId, {
      endpoint: { branch_id: childId, type: EndpointType.ReadWrite },
    }),
  getProjectEndpoint: (client, { projectId, endpointId }) =>
    client.getProjectEndpoint(projectId, endpointId),
  listProjectEndpoints: (client, { projectId }) => client.listProjectEndpoints(projectId),
  listProjectBranchEndpoints: (client, { projectId, branchId }) =>
    client.listProjectBranchEndpoints(projectId, branchId),
  updateProjectEndpoint: (client, { projectId, endpointId }) =>
    client.updateProjectEndpoint(projectId, endpointId, {
      endpoint: { suspend_timeout_seconds: -1, autoscaling_limit_max_cu: 4 },
    }),
  deleteProjectEndpoint: (client, { projectId, endpointId }) =>
    client.deleteProjectEndpoint(projectId, endpointId),
  startProjectEndpoint: (client, { projectId, endpointId }) =>
    client.startProjectEndpoint(projectId, endpointId),
  suspendProjectEndpoint: (client, { projectId, endpointId }) =>
    client.suspendProjectEndpoint(projectId, endpointId),
  restartProjectEndpoint: (client, { projectId, endpointId }) =>
    client.restartProjectEndpoint(projectId, endpointId),
  listProjectBranchRoles: (client, { projectId, branchId }) =>
    client.listProjectBranchRoles(projectId, branchId),
  createProjectBranchRole: (client, { projectId, branchId }) =>
    client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } }),
  getProjectBranchRole: (client, { projectId, branchId }) =>
    client.getProjectBranchRole(projectId, branchId, "neondb_owner"),
  getProjectBranchRolePassword: (client, { projectId, branchId }) =>
    client.getProjectBranchRolePassword(projectId, branchId, "neondb_owner"),
  resetProjectBranchRolePassword: (client, { projectId, branchId }) =>
    client.resetProjectBranchRolePassword(projectId, branchId, "neondb_owner"),
  deleteProjectBranchRole: async (client, { projectId, branchId }) => {
    await client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } });
    return client.deleteProjectBranchRole(projectId, branchId, "app");
  },
  listProjectBranchDatabases: (client, { projectId, branchId }) =>
    client.listProjectBranchDatabases(projectId, branchId),
  createProjectBranchDatabase: (client, { projectId, branchId }) =>
    client.createProjectBranchDatabase(projectId, branchId, {
      database: { name: "orders", owner_name: "neondb_owner" },
    }),
  getProjectBranchDatabase: (client, { projectId, branchId }) =>
    client.getProjectBranchDatabase(projectId, branchId, "neondb"),
  updateProjectBranchDatabase: (client, { projectId, branchId }) =>
    client.updateProjectBranchDatabase(projectId, branchId, "neondb", {
      database: { name: "orders" },
    }),
  deleteProjectBranchDatabase: (client, { projectId, branchId }) =>
    client.deleteProjectBranchDatabase(projectId, branchId, "neondb"),
  getConnectionUri: (client, { projectId, branchId }) =>
    client.getConnectionUri({
      projectId,
      branch_id: branchId,
      database_name: "neondb",
      role_name: "neondb_owner",
      pooled: true,
    }),
  getProjectOperation: async (client, { projectId }) => {
    const { data } = await client.listProjectOperations({ projectId, limit: 1 });
    return client.getProjectOperation(projectId, data.operations[0]?.id ?? "");
  },
  listProjectOperations: (client, { projectId }) =>
    client.listProjectOperations({ projectId, limit: 1_000 }),
  listProjectPermissions: (client, { projectId }) => client.listProjectPermissions(projectId),
  grantPermissionToProject: (client, { projectId }) =>
    client.grantPermissionToProject(projectId, { email: "ada@example.com" }),
  revokePermissionFromProject: async (client, { projectId }) => {
    const email = "ada@example.com";
    const { data } = await client.grantPermissionToProject(projectId, { email });
    return client.revokePermissionFromProject(projectId, data.id);
  },
  createSnapshot: (client, { projectId, branchId, emulator }) =>
    client.createSnapshot({ projectId, branchId, timestamp: emulator.clock.timestamp() }),
  listSnapshots: (client, { projectId }) => client.listSnapshots(projectId),
  updateSnapshot: (client, { projectId, snapshotId }) =>
    client.updateSnapshot(projectId, snapshotId, { snapshot: { name: "after" } }),
  deleteSnapshot: (client, { projectId, snapshotId }) =>
    client.deleteSnapshot(projectId, snapshotId),
  restoreSnapshot: (client, { projectId, snapshotId }) =>
    client.restoreSnapshot({ projectId, snapshotId }, { name: "restored" }),
  finalizeRestoreBranch: async (client, { projectId, snapshotId }) => {
    const { data } = await client.restoreSnapshot({ projectId, snapshotId });
    return client.finalizeRestoreBranch(projectId, data.branch.id, { name: "former" });
  },
  getSnapshotSchedule: (client, { projectId, branchId }) =>
    client.getSnapshotSchedule(projectId, branchId),
  setSnapshotSchedule: (client, { projectId, branchId }) =>
    client.setSnapshotSchedule(projectId, branchId, {
      schedule: [{ frequency: "daily", hour: 3, retention_seconds: 604_800 }],
    }),
  listOrganizationVpcEndpointsAllRegions: (client, { orgId }) =>
    client.listOrganizationVpcEndpointsAllRegions(orgId),
  listOrganizationVpcEndpoints: (client, { orgId }) =>
    client.listOrganizationVpcEndpoints(orgId, regionId),
  getOrganizationVpcEndpointDetails: (client, { orgId }) =>
    client.getOrganizationVpcEndpointDetails(orgId, regionId, vpcEndpointId),
  assignOrganizationVpcEndpoint: (client, { orgId }) =>
    client.assignOrganizationVpcEndpoint(orgId, regionId, "vpce-1", { label: "other" }),
  deleteOrganizationVpcEndpoint: (client, { orgId }) =>
    client.deleteOrganizationVpcEndpoint(orgId, regionId, vpcEndpointId),
  listProjectVpcEndpoints: (client, { projectId }) => client.listProjectVpcEndpoints(projectId),
  assignProjectVpcEndpoint: (client, { projectId }) =>
    client.assignProjectVpcEndpoint(projectId, vpcEndpointId, { label: "again" }),
  deleteProjectVpcEndpoint: (client, { projectId }) =>
    client.deleteProjectVpcEndpoint(projectId, vpcEndpointId),
  listApiKeys: (client) => client.listApiKeys(),
  createApiKey: (client) => client.createApiKey({ key_name: "mine" }),
  revokeApiKey: async (client) => {
    const { data } = await client.createApiKey({ key_name: "mine" });
    return client.revokeApiKey(data.id);
  },
  listOrgApiKeys: (client, { orgId }) => client.listOrgApiKeys(orgId),
  createOrgApiKey: (client, { orgId, projectId }) =>
    client.createOrgApiKey(orgId, { key_name: "ci", project_id: projectId }),
  revokeOrgApiKey: async (client, { orgId }) => {
    const { data } = await client.createOrgApiKey(orgId, { key_name: "ci" });
    return client.revokeOrgApiKey(orgId, data.id);
  },
  getActiveRegions: (client, { orgId }) => client.getActiveRegions({ org_id: orgId }),
  getCurrentUserOrganizations: (client) => client.getCurrentUserOrganizations(),
  getOrganization: (client, { orgId }) => client.getOrganization(orgId),
};

describe("the Neon emulator, called once by each method of the client", () => {
  let ground: Ground;

  beforeEach(async () => {
    ground = await prepare();
  });

  afterEach(async () => {
    await ground.emulator.close();
  });

  for (const [method, call] of Object.entries(calls)) {
    it(`answers ${method} as Neon describes it`, async () => {
      const { status } = await call(ground.client, ground);
      ground.emulator.assertPrepared();
      const last = ground.emulator.requests.at(-1);
      expect([last?.operation, last?.status]).to.deep.equal([method, status]);
    });
  }
});
