import { type Api, EndpointType, type ProjectSettingsData } from "@neondatabase/api-client";
import { expect } from "chai";
import { clientOf, type OpenNeon, openNeon, refused } from "../../../sandbox/neon-api/open-neon";
import type { Plan } from "../../../sandbox/neon-api/plans";

interface Ground extends OpenNeon {
  readonly projectId: string;
  readonly branchId: string;
  readonly endpointId: string;
}

type Project = NonNullable<Parameters<Api<unknown>["createProject"]>[0]["project"]>;

const secondsPerDay = 86_400;
const role = "neondb_owner";

async function prepare(plan: Plan = "scale", project: Project = {}): Promise<Ground> {
  const open = await openNeon({ plan });
  const { data } = await open.client.createProject({ project: { name: "shop", ...project } });
  return {
    ...open,
    projectId: data.project.id,
    branchId: data.branch.id,
    endpointId: data.endpoints[0]?.id ?? "",
  };
}

interface Case {
  readonly does: string;
  readonly plan?: Plan;
  readonly project?: Project;
  readonly call: (client: Api<unknown>, ground: Ground) => Promise<unknown>;
  readonly status: number;
  readonly message: string;
  readonly code?: string;
}

function child(client: Api<unknown>, projectId: string, name = "child", parentId?: string) {
  return client.createProjectBranch(projectId, {
    branch: { name, ...(parentId !== undefined && { parent_id: parentId }) },
  });
}

function configured(client: Api<unknown>, settings: ProjectSettingsData) {
  return client.createProject({ project: { settings } });
}

const cases: readonly Case[] = [
  {
    does: "a project that is not there",
    call: (client) => client.getProject("no-such-project"),
    status: 404,
    message: "project not found",
  },
  {
    does: "an unknown region",
    call: (client) => client.createProject({ project: { region_id: "aws-moon-1" } }),
    status: 400,
    message: "unknown region aws-moon-1",
  },
  {
    does: "a history above seven days on the Launch plan",
    plan: "launch",
    call: (client, { projectId }) =>
      client.updateProject(projectId, {
        project: { history_retention_seconds: 7 * secondsPerDay + 1 },
      }),
    status: 422,
    message: "history_retention_seconds 604801 is above the limit of your plan, 604800",
  },
  {
    does: "an IP list on the Launch plan",
    plan: "launch",
    call: (client) => configured(client, { allowed_ips: { ips: ["192.0.2.1"] } }),
    status: 422,
    message: "IP allow and private networking are not available on your plan",
  },
  {
    does: "logical replication that goes off again",
    project: { settings: { enable_logical_replication: true } },
    call: (client, { projectId }) =>
      client.updateProject(projectId, {
        project: { settings: { enable_logical_replication: false } },
      }),
    status: 422,
    message: "logical replication cannot be disabled once it is enabled",
  },
  {
    does: "more than 8 CU between the limits",
    call: (client) =>
      client.createProject({
        project: { default_endpoint_settings: { autoscaling_limit_max_cu: 9 } },
      }),
    status: 400,
    message: "autoscaling limits: max is more than 8 CU above min",
  },
  {
    does: "a minimum above the maximum",
    call: (client, { projectId, endpointId }) =>
      client.updateProjectEndpoint(projectId, endpointId, {
        endpoint: { autoscaling_limit_min_cu: 2 },
      }),
    status: 400,
    message: "autoscaling limits: min 2 is above max 0.25",
  },
  {
    does: "a compute above the plan's size",
    plan: "free",
    call: (client, { projectId, endpointId }) =>
      client.updateProjectEndpoint(projectId, endpointId, {
        endpoint: { autoscaling_limit_max_cu: 4 },
      }),
    status: 422,
    message: "compute size 4 CU is above the limit of your plan",
  },
  {
    does: "a compute that never sleeps on the Free plan",
    plan: "free",
    call: (client, { projectId, endpointId }) =>
      client.updateProjectEndpoint(projectId, endpointId, {
        endpoint: { suspend_timeout_seconds: -1 },
      }),
    status: 422,
    message: "configuring suspend_timeout_seconds is not available on your plan",
  },
  {
    does: "a sleep below a minute",
    call: (client, { projectId, endpointId }) =>
      client.updateProjectEndpoint(projectId, endpointId, {
        endpoint: { suspend_timeout_seconds: 59 },
      }),
    status: 400,
    message: "suspend_timeout_seconds must be -1, 0, or 60 to 604800",
  },
  {
    does: "a second read-write compute",
    call: (client, { projectId, branchId }) =>
      client.createProjectEndpoint(projectId, {
        endpoint: { branch_id: branchId, type: EndpointType.ReadWrite },
      }),
    status: 409,
    message: "read-write endpoint already exists",
  },
  {
    does: "a taken branch name",
    call: (client, { projectId }) => child(client, projectId, "main"),
    status: 409,
    message: 'branch already exists; branch_name:"main"',
  },
  {
    does: "a taken role name",
    call: (client, { projectId, branchId }) =>
      client.createProjectBranchRole(projectId, branchId, { role: { name: role } }),
    status: 409,
    message: "role already exists",
  },
  {
    does: "a taken database name",
    call: (client, { projectId, branchId }) =>
      client.createProjectBranchDatabase(projectId, branchId, {
        database: { name: "neondb", owner_name: role },
      }),
    status: 409,
    message: "database already exists",
  },
  {
    does: "a database of an unknown owner",
    call: (client, { projectId, branchId }) =>
      client.createProjectBranchDatabase(projectId, branchId, {
        database: { name: "orders", owner_name: "nobody" },
      }),
    status: 404,
    message: "role not found",
  },
  {
    does: "a role name of 64 bytes",
    call: (client, { projectId, branchId }) =>
      client.createProjectBranchRole(projectId, branchId, { role: { name: "é".repeat(32) } }),
    status: 400,
    message: "the role's name must have 1 to 63 bytes",
  },
  {
    does: "to delete a role that owns a database",
    call: (client, { projectId, branchId }) =>
      client.deleteProjectBranchRole(projectId, branchId, role),
    status: 422,
    message: "cannot delete role neondb_owner: it owns the database neondb",
  },
  {
    does: "a password that is not stored",
    project: { store_passwords: false },
    call: (client, { projectId, branchId }) =>
      client.getProjectBranchRolePassword(projectId, branchId, role),
    status: 412,
    message: "storing passwords is disabled",
  },
  {
    does: "to delete the default branch",
    call: (client, { projectId, branchId }) => client.deleteProjectBranch({ projectId, branchId }),
    status: 422,
    message: "cannot delete the default branch",
  },
  {
    does: "to delete a branch that has children",
    call: async (client, { projectId }) => {
      const { data } = await child(client, projectId);
      await child(client, projectId, "grandchild", data.branch.id);
      await client.deleteProjectBranch({ projectId, branchId: data.branch.id });
    },
    status: 422,
    message: "cannot delete branch that has children",
  },
  {
    does: "to delete a protected branch",
    call: async (client, { projectId }) => {
      const branch = { name: "safe", protected: true };
      const { data } = await client.createProjectBranch(projectId, { branch });
      await client.deleteProjectBranch({ projectId, branchId: data.branch.id });
    },
    status: 422,
    message: "cannot delete a protected branch",
  },
  {
    does: "to delete a project with a protected branch",
    call: async (client, { projectId, branchId }) => {
      await client.updateProjectBranch(projectId, branchId, { branch: { protected: true } });
      await client.deleteProject(projectId);
    },
    status: 422,
    message: "a project with a protected branch cannot be deleted",
  },
  {
    does: "to delete the compute of a protected branch",
    call: async (client, { projectId, branchId, endpointId }) => {
      await client.updateProjectBranch(projectId, branchId, { branch: { protected: true } });
      await client.deleteProjectEndpoint(projectId, endpointId);
    },
    status: 422,
    message: "cannot delete the compute of a protected branch",
  },
  {
    does: "a protected branch on the Free plan",
    plan: "free",
    call: (client, { projectId, branchId }) =>
      client.updateProjectBranch(projectId, branchId, { branch: { protected: true } }),
    status: 422,
    message: "protected branches limit of your plan exceeded: 0",
  },
  {
    does: "a protected branch that expires",
    call: (client, { projectId, emulator }) =>
      client.createProjectBranch(projectId, {
        branch: { protected: true, expires_at: emulator.clock.timestamp(secondsPerDay) },
      }),
    status: 422,
    message: "a protected branch cannot expire",
  },
  {
    does: "a branch that has expired already",
    call: (client, { projectId, emulator }) =>
      client.createProjectBranch(projectId, {
        branch: { expires_at: emulator.clock.timestamp(-1) },
      }),
    status: 400,
    message: "expires_at must be in the future",
  },
  {
    does: "a branch that lives for more than thirty days",
    call: (client, { projectId, emulator }) =>
      client.createProjectBranch(projectId, {
        branch: { expires_at: emulator.clock.timestamp(30 * secondsPerDay + 1) },
      }),
    status: 400,
    message: "expires_at must be within 30 days",
  },
  {
    does: "an unknown source of a branch",
    call: (client, { projectId }) =>
      client.createProjectBranch(projectId, { branch: { init_source: "dump" } }),
    status: 400,
    message: "unknown init_source dump",
  },
  {
    does: "an anonymised branch in a project with an IP list",
    project: { settings: { allowed_ips: { ips: ["192.0.2.1"] } } },
    call: (client, { projectId }) => client.createProjectBranchAnonymized(projectId, {}),
    status: 422,
    message:
      "anonymized branches are not available in a project with IP allow or private networking",
  },
  {
    does: "the masking rules of a branch that is not anonymised",
    call: (client, { projectId, branchId }) => client.getMaskingRules(projectId, branchId),
    status: 404,
    message: "the branch is not an anonymized branch",
  },
  {
    does: "a masking rule that does not say how",
    call: (client, { projectId }) =>
      client.createProjectBranchAnonymized(projectId, {
        masking_rules: [
          { database_name: "d", schema_name: "s", table_name: "t", column_name: "email" },
        ],
      }),
    status: 400,
    message: "masking rule of column email: give either masking_function or masking_value",
  },
  {
    does: "a snapshot of a child branch",
    call: async (client, { projectId }) => {
      const { data } = await child(client, projectId);
      await client.createSnapshot({ projectId, branchId: data.branch.id });
    },
    status: 422,
    message: "snapshots are available for root branches only",
  },
  {
    does: "a snapshot schedule of a child branch",
    call: async (client, { projectId }) => {
      const { data } = await child(client, projectId);
      await client.setSnapshotSchedule(projectId, data.branch.id, { schedule: [] });
    },
    status: 422,
    message: "snapshots are available for root branches only",
  },
  {
    does: "a snapshot schedule on the Free plan",
    plan: "free",
    call: (client, { projectId, branchId }) =>
      client.setSnapshotSchedule(projectId, branchId, { schedule: [{ frequency: "hourly" }] }),
    status: 422,
    message: "backup schedules are not available on your plan",
  },
  {
    does: "an hour in an hourly schedule",
    call: (client, { projectId, branchId }) =>
      client.setSnapshotSchedule(projectId, branchId, {
        schedule: [{ frequency: "hourly", hour: 1 }],
      }),
    status: 400,
    message: "hour does not apply to a hourly schedule",
  },
  {
    does: "an eighth day of the week",
    call: (client, { projectId, branchId }) =>
      client.setSnapshotSchedule(projectId, branchId, {
        schedule: [{ frequency: "weekly", day: 8 }],
      }),
    status: 400,
    message: "the day of a weekly schedule must be 1 to 7",
  },
  {
    does: "a VPC endpoint that the organisation does not have",
    call: (client, { projectId }) =>
      client.assignProjectVpcEndpoint(projectId, "vpce-1", { label: "vpc" }),
    status: 422,
    message: "the VPC endpoint is not assigned to the project's organization in its region",
  },
  {
    does: "a permission that is there already",
    call: async (client, { projectId }) => {
      await client.grantPermissionToProject(projectId, { email: "ada@example.com" });
      await client.grantPermissionToProject(projectId, { email: "ada@example.com" });
    },
    status: 409,
    message: "permission already exists",
  },
  {
    does: "a wrong key",
    call: (_, { emulator, projectId }) => clientOf(emulator, "napi_wrong").getProject(projectId),
    status: 401,
    message: "supplied credentials do not pass authentication",
  },
  {
    does: "a revoked key",
    call: async (client, { emulator, projectId }) => {
      const { data } = await client.createOrgApiKey(emulator.orgId, { key_name: "ci" });
      await client.revokeOrgApiKey(emulator.orgId, data.id);
      await clientOf(emulator, data.key).getProject(projectId);
    },
    status: 401,
    message: "supplied credentials do not pass authentication",
  },
  {
    does: "another project with the key of one",
    call: async (client, { emulator, projectId }) => {
      const body = { key_name: "ci", project_id: projectId };
      const { data } = await client.createOrgApiKey(emulator.orgId, body);
      const scoped = clientOf(emulator, data.key);
      await scoped.getProject(projectId);
      const other = await client.createProject({ project: {} });
      await scoped.getProject(other.data.project.id);
    },
    status: 403,
    message: "the API key does not permit this action",
  },
  {
    does: "to delete the project with its own key",
    call: async (client, { emulator, projectId }) => {
      const body = { key_name: "ci", project_id: projectId };
      const { data } = await client.createOrgApiKey(emulator.orgId, body);
      await clientOf(emulator, data.key).deleteProject(projectId);
    },
    status: 403,
    message: "the API key does not permit this action",
  },
  {
    does: "a personal key that names no organisation",
    call: async (client, { emulator }) => {
      const { data } = await client.createApiKey({ key_name: "mine" });
      await clientOf(emulator, data.key).listProjects({});
    },
    status: 400,
    message: "org_id is required for a personal API key",
  },
];

describe("what the Neon emulator refuses", () => {
  for (const { does, plan, project, call, status, message, code = "" } of cases) {
    it(`${does}: ${String(status)}`, async () => {
      const ground = await prepare(plan, project);
      try {
        const refusal = await refused(call(ground.client, ground));
        expect([refusal.status, refusal.code, refusal.message]).to.deep.equal([
          status,
          code,
          message,
        ]);
        ground.emulator.assertPrepared();
      } finally {
        await ground.emulator.close();
      }
    });
  }

  it("another organisation's project, as if it were not there", async () => {
    const { emulator, client } = await openNeon({ organizations: ["org-one", "org-two"] });
    const personal = await client.createApiKey({ key_name: "mine" });
    const both = clientOf(emulator, personal.data.key);
    const { data } = await both.createProject({ project: { org_id: "org-two" } });
    expect((await both.getProject(data.project.id)).data.project.org_id).to.equal("org-two");
    expect((await refused(client.getProject(data.project.id))).status).to.equal(404);
    expect((await refused(client.listOrgApiKeys("org-two"))).status).to.equal(403);
    await emulator.close();
  });

  it("a branch more than the Free plan has, and a root branch more", async () => {
    const { emulator, client, projectId } = await prepare("free");
    const root = (name: string) =>
      client.createProjectBranch(projectId, { branch: { name, init_source: "schema-only" } });
    const codes: string[] = [];
    for (const name of ["two", "three"]) await root(name);
    codes.push((await refused(root("four"))).code);
    for (let count = 4; count <= 10; count += 1)
      await child(client, projectId, `c${String(count)}`);
    codes.push((await refused(child(client, projectId, "c11"))).code);
    expect(codes).to.deep.equal(["ROOT_BRANCHES_LIMIT_EXCEEDED", "BRANCHES_LIMIT_EXCEEDED"]);
    expect((await client.countProjectBranches({ projectId })).data.count).to.equal(10);
    await emulator.close();
  });

  it("what a test's own limits refuse", async () => {
    const { emulator, client } = await openNeon({ limits: { projects: 1 } });
    await client.createProject({ project: {} });
    const refusal = await refused(client.createProject({ project: {} }));
    expect(refusal.code).to.equal("PROJECTS_LIMIT_EXCEEDED");
    await emulator.close();
  });

  it("nothing, when what is to be deleted is gone: 204", async () => {
    const { emulator, client, projectId, branchId } = await prepare();
    const statuses = [
      await client.deleteProjectBranch({ projectId, branchId: "br-gone" }),
      await client.deleteProjectEndpoint(projectId, "ep-gone"),
      await client.deleteProjectBranchRole(projectId, branchId, "gone"),
      await client.deleteProjectBranchDatabase(projectId, branchId, "gone"),
    ].map(({ status }) => status);
    expect(statuses).to.deep.equal([204, 204, 204, 204]);
    await emulator.close();
  });
});
