import { EndpointType } from "@neondatabase/api-client";
import { expect } from "chai";
import { plantedMarker } from "../../../sandbox/neon-api/identities";
import { clientOf, type OpenNeon, openNeon, refused } from "../../../sandbox/neon-api/open-neon";

interface Ground extends OpenNeon {
  readonly projectId: string;
  readonly branchId: string;
  readonly endpointId: string;
}

const owner = "neondb_owner";
const regionId = "aws-eu-central-1";

describe("Neon, as the emulator behaves", () => {
  let ground: Ground;

  beforeEach(async () => {
    const open = await openNeon();
    const project = { name: "shop", region_id: regionId };
    const { data } = await open.client.createProject({ project });
    const endpointId = data.endpoints[0]?.id ?? "";
    ground = { ...open, projectId: data.project.id, branchId: data.branch.id, endpointId };
  });

  afterEach(async () => {
    ground.emulator.assertPrepared();
    await ground.emulator.close();
  });

  async function names(branchId: string): Promise<string[][]> {
    const { client, projectId } = ground;
    const { roles } = (await client.listProjectBranchRoles(projectId, branchId)).data;
    const { databases } = (await client.listProjectBranchDatabases(projectId, branchId)).data;
    return [roles, databases].map((all) => all.map(({ name }) => name));
  }

  async function passwordOf(branchId: string, role = owner): Promise<string> {
    const { client, projectId } = ground;
    return (await client.getProjectBranchRolePassword(projectId, branchId, role)).data.password;
  }

  describe("projects", () => {
    it("come with a branch, a compute, a role, a database and a way to connect", async () => {
      const { client, emulator } = ground;
      const { data } = await client.createProject({
        project: {
          name: "store",
          region_id: "azure-eastus2",
          default_endpoint_settings: { autoscaling_limit_max_cu: 2 },
          branch: { name: "root", database_name: "orders", role_name: "migrator" },
        },
      });
      const [endpoint] = data.endpoints;
      const [uri] = data.connection_uris;
      expect(data.branch).to.include({ name: "root", default: true, protected: false });
      expect(endpoint).to.include({ autoscaling_limit_max_cu: 2, branch_id: data.branch.id });
      expect(endpoint?.host).to.equal(`${endpoint?.id ?? ""}.eastus2.azure.neon.tech`);
      expect(uri?.connection_parameters.pooler_host).to.match(/^ep-.+-pooler\.eastus2\.azure/);
      expect(uri?.connection_uri).to.contain(
        `postgresql://migrator:${data.roles[0]?.password ?? ""}@${endpoint?.host ?? ""}/orders?`,
      );
      expect(data.project).to.include({
        org_id: emulator.orgId,
        history_retention_seconds: 86_400,
      });
    });

    it("are listed page by page, of one organisation, by part of the name or id", async () => {
      const { client, projectId } = ground;
      await client.createProject({ project: { name: "store" } });
      await client.createProject({ project: { name: "shop-2" } });
      const first = (await client.listProjects({ limit: 1, search: "shop" })).data;
      const cursor = first.pagination?.cursor ?? "";
      const second = (await client.listProjects({ limit: 1, search: "shop", cursor })).data;
      const third = await client.listProjects({
        search: "shop",
        cursor: second.pagination?.cursor ?? "",
      });
      const pages = [first, second, third.data].map(({ projects }) => projects);
      expect(pages.map((page) => page.map(({ name }) => name))).to.deep.equal([
        ["shop"],
        ["shop-2"],
        [],
      ]);
      const byId = (await client.listProjects({ search: projectId })).data.projects;
      expect(byId.map(({ id }) => id)).to.deep.equal([projectId]);
    });

    it("keep the settings that an update does not name", async () => {
      const { client, projectId } = ground;
      const quota = { logical_size_bytes: 1_000 };
      await client.updateProject(projectId, { project: { settings: { quota } } });
      const allowed_ips = { ips: ["192.0.2.1"], protected_branches_only: true };
      await client.updateProject(projectId, {
        project: {
          settings: { allowed_ips },
          default_endpoint_settings: { suspend_timeout_seconds: 60 },
        },
      });
      const { project } = (await client.getProject(projectId)).data;
      expect(project.settings).to.deep.equal({ quota, allowed_ips });
      expect(project.default_endpoint_settings).to.deep.equal({
        autoscaling_limit_min_cu: 0.25,
        autoscaling_limit_max_cu: 0.25,
        suspend_timeout_seconds: 60,
      });
    });

    it("go with everything in them, and come back for seven days", async () => {
      const { client, emulator, projectId, branchId } = ground;
      await client.deleteProject(projectId);
      expect((await refused(client.getProjectBranch(projectId, branchId))).status).to.equal(404);
      expect((await client.listProjects({})).data.projects).to.deep.equal([]);
      const [deleted] = (await client.listProjects({ recoverable: true })).data.projects;
      expect(deleted?.recoverable_until).to.equal(emulator.clock.timestamp(7 * 86_400));
      await client.recoverProject(projectId);
      expect(await names(branchId)).to.deep.equal([[owner], ["neondb"]]);
      await client.deleteProject(projectId);
      emulator.clock.advance(7 * 86_400);
      expect((await refused(client.recoverProject(projectId))).status).to.equal(404);
    });
  });

  describe("branches", () => {
    async function child(branch: Record<string, unknown> = {}): Promise<string> {
      const body = { branch: { name: "child", ...branch } };
      return (await ground.client.createProjectBranch(ground.projectId, body)).data.branch.id;
    }

    it("start with what the parent has, and part from it", async () => {
      const { client, projectId, branchId } = ground;
      await client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } });
      const childId = await child();
      await client.createProjectBranchDatabase(projectId, childId, {
        database: { name: "extra", owner_name: "app" },
      });
      await client.createProjectBranchRole(projectId, branchId, { role: { name: "late" } });
      expect(await names(childId)).to.deep.equal([
        [owner, "app"],
        ["neondb", "extra"],
      ]);
      expect(await names(branchId)).to.deep.equal([[owner, "app", "late"], ["neondb"]]);
      const { data } = await client.getProjectBranchRole(projectId, childId, "app");
      expect(data.role.branch_id).to.equal(childId);
    });

    it("share the parent's passwords, unless the parent is protected", async () => {
      const { client, projectId, branchId } = ground;
      const first = await child();
      await client.updateProjectBranch(projectId, branchId, { branch: { protected: true } });
      const second = await child({ name: "second" });
      const password = await passwordOf(branchId);
      expect(await passwordOf(first)).to.equal(password);
      expect(await passwordOf(second)).not.to.equal(password);
    });

    it("start with what the parent had at a time or a log position", async () => {
      const { client, emulator, projectId, branchId } = ground;
      const { lsn } = emulator.neon.branch(projectId, branchId);
      const before = emulator.clock.timestamp();
      emulator.clock.advance(60);
      await client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } });
      const byTime = await child({ parent_timestamp: before });
      const byLsn = await child({ name: "by-lsn", parent_lsn: lsn });
      const now = await child({ name: "now" });
      expect((await names(byTime))[0]).to.deep.equal([owner]);
      expect((await names(byLsn))[0]).to.deep.equal([owner]);
      expect((await names(now))[0]).to.deep.equal([owner, "app"]);
      const { branch } = (await client.getProjectBranch(projectId, byTime)).data;
      expect(branch).to.include({ parent_timestamp: before, parent_lsn: lsn, parent_id: branchId });
    });

    it("do not start before the parent, in the future, or outside its history", async () => {
      const { client, emulator, projectId } = ground;
      const at = async (seconds: number): Promise<string> => {
        const branch = { parent_timestamp: emulator.clock.timestamp(seconds) };
        return (await refused(client.createProjectBranch(projectId, { branch }))).message;
      };
      expect(await at(-60)).to.contain("precedes the branch");
      expect(await at(60)).to.contain("is in the future");
      expect(await at(-86_401)).to.contain("out of the history retention window");
    });

    it("have the parent's roles and databases and no parent, from its schema alone", async () => {
      const { client, projectId } = ground;
      const id = await child({ init_source: "schema-only" });
      const { branch } = (await client.getProjectBranch(projectId, id)).data;
      expect(branch.parent_id).to.equal(undefined);
      expect(await names(id)).to.deep.equal([[owner], ["neondb"]]);
    });

    it("come with the computes that are asked for", async () => {
      const { client, projectId } = ground;
      const { data } = await client.createProjectBranch(projectId, {
        branch: { name: "child" },
        endpoints: [{ type: EndpointType.ReadWrite }, { type: EndpointType.ReadOnly }],
      });
      expect(data.endpoints.map(({ type }) => type)).to.deep.equal(["read_write", "read_only"]);
      expect(data.connection_uris).to.have.length(1);
      const listed = await client.listProjectBranchEndpoints(projectId, data.branch.id);
      expect(listed.data.endpoints).to.have.length(2);
    });

    it("go by themselves when they expire, and come back without an expiry", async () => {
      const { client, emulator, projectId } = ground;
      const id = await child({ expires_at: emulator.clock.timestamp(60) });
      emulator.clock.advance(59);
      await client.getProjectBranch(projectId, id);
      emulator.clock.advance(1);
      expect((await refused(client.getProjectBranch(projectId, id))).status).to.equal(404);
      const { branches } = (await client.listProjectBranches({ projectId, include_deleted: true }))
        .data;
      expect(branches.find((branch) => branch.id === id)?.recovery?.deletion_method).to.equal(
        "ttl",
      );
      await client.recoverProjectBranch(projectId, id);
      const { branch } = (await client.getProjectBranch(projectId, id)).data;
      expect(branch.expires_at).to.equal(undefined);
    });

    it("keep or lose their expiry as an update says", async () => {
      const { client, emulator, projectId } = ground;
      const expiry = emulator.clock.timestamp(60);
      const id = await child({ expires_at: expiry });
      const renamed = await client.updateProjectBranch(projectId, id, { branch: { name: "new" } });
      expect(renamed.data.branch.expires_at).to.equal(expiry);
      const kept = await client.updateProjectBranch(projectId, id, {
        branch: { expires_at: null },
      });
      expect(kept.data.branch.expires_at).to.equal(undefined);
    });

    it("are sorted and listed page by page", async () => {
      const { client, projectId } = ground;
      for (const name of ["b", "a", "c"]) await child({ name });
      const query = { projectId, sort_by: "name", sort_order: "asc", limit: 3 } as const;
      const first = (await client.listProjectBranches(query)).data;
      const cursor = first.pagination?.next ?? "";
      const second = (await client.listProjectBranches({ ...query, cursor })).data;
      expect(first.branches.map(({ name }) => name)).to.deep.equal(["a", "b", "c"]);
      expect(second.branches.map(({ name }) => name)).to.deep.equal(["main"]);
      expect(second.pagination?.next).to.equal(undefined);
    });

    it("hand over the default", async () => {
      const { client, projectId, branchId } = ground;
      const id = await child();
      await client.setDefaultProjectBranch(projectId, id);
      const former = (await client.getProjectBranch(projectId, branchId)).data.branch;
      expect(former.default).to.equal(false);
      expect((await client.getProjectBranch(projectId, id)).data.branch.default).to.equal(true);
    });

    it("go back in time, and keep what they were under another name", async () => {
      const { client, emulator, projectId, branchId } = ground;
      const before = emulator.clock.timestamp();
      emulator.clock.advance(60);
      await client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } });
      await client.restoreProjectBranch(projectId, branchId, {
        source_branch_id: branchId,
        source_timestamp: before,
        preserve_under_name: "kept",
      });
      expect((await names(branchId))[0]).to.deep.equal([owner]);
      const { branches } = (await client.listProjectBranches({ projectId, search: "kept" })).data;
      expect((await names(branches[0]?.id ?? ""))[0]).to.deep.equal([owner, "app"]);
    });

    it("take their computes with them", async () => {
      const { client, projectId } = ground;
      const id = await child();
      const endpoint = { branch_id: id, type: EndpointType.ReadOnly };
      await client.createProjectEndpoint(projectId, { endpoint });
      await client.deleteProjectBranch({ projectId, branchId: id });
      const { endpoints } = (await client.listProjectEndpoints(projectId)).data;
      expect(endpoints.map((each) => each.id)).to.deep.equal([ground.endpointId]);
    });
  });

  describe("roles and passwords", () => {
    it("get a new password on a reset, and on no other branch", async () => {
      const { client, projectId, branchId } = ground;
      const body = { branch: { name: "child" } };
      const { branch } = (await client.createProjectBranch(projectId, body)).data;
      const before = await passwordOf(branchId);
      const { data } = await client.resetProjectBranchRolePassword(projectId, branchId, owner);
      expect(data.role.password).not.to.equal(before);
      expect(await passwordOf(branchId)).to.equal(data.role.password);
      expect(await passwordOf(branch.id)).to.equal(before);
    });

    it("show a password only where it is made or asked for", async () => {
      const { client, projectId, branchId } = ground;
      const role = { name: "app" };
      const { data } = await client.createProjectBranchRole(projectId, branchId, { role });
      const reads = [
        await client.getProjectBranchRole(projectId, branchId, "app"),
        await client.listProjectBranchRoles(projectId, branchId),
        await client.getProject(projectId),
        await client.listProjectEndpoints(projectId),
      ];
      expect(JSON.stringify(data)).to.contain(plantedMarker);
      expect(JSON.stringify(reads.map((read) => read.data as unknown))).not.to.contain(
        plantedMarker,
      );
    });

    it("are all known to the test, with the marker in each", async () => {
      const { client, emulator, projectId, branchId } = ground;
      const { data } = await client.createOrgApiKey(emulator.orgId, { key_name: "ci" });
      const secrets = [emulator.apiKey, data.key, await passwordOf(branchId)];
      expect(emulator.secrets).to.include.members(secrets);
      expect(emulator.secrets.every((secret) => secret.includes(plantedMarker))).to.equal(true);
      expect(new Set(emulator.secrets).size).to.equal(emulator.secrets.length);
      expect((await clientOf(emulator, data.key).getProject(projectId)).status).to.equal(200);
    });

    it("stand in the connection URI of a branch, direct or pooled", async () => {
      const { client, projectId, branchId, endpointId } = ground;
      const query = { projectId, database_name: "neondb", role_name: owner };
      const password = await passwordOf(branchId);
      const direct = (await client.getConnectionUri(query)).data.uri;
      const pooled = (await client.getConnectionUri({ ...query, pooled: true })).data.uri;
      expect(direct).to.contain(`${owner}:${password}@${endpointId}.eu-central-1.aws.neon.tech/`);
      expect(pooled).to.contain(`@${endpointId}-pooler.eu-central-1.aws.neon.tech/neondb?`);
      const missing = await refused(client.getConnectionUri({ ...query, role_name: "nobody" }));
      expect(missing.message).to.equal("role not found");
    });
  });

  it("renames a database", async () => {
    const { client, projectId, branchId } = ground;
    const database = { name: "orders" };
    await client.updateProjectBranchDatabase(projectId, branchId, "neondb", { database });
    expect((await names(branchId))[1]).to.deep.equal(["orders"]);
  });

  it("puts a disabled compute to sleep", async () => {
    const { client, projectId, endpointId } = ground;
    const endpoint = { disabled: true };
    await client.updateProjectEndpoint(projectId, endpointId, { endpoint });
    const { data } = await client.getProjectEndpoint(projectId, endpointId);
    expect([data.endpoint.disabled, data.endpoint.current_state]).to.deep.equal([true, "idle"]);
    const refusal = await refused(client.startProjectEndpoint(projectId, endpointId));
    expect(refusal.message).to.equal("the endpoint is disabled");
  });

  describe("anonymised branches", () => {
    const rule = {
      database_name: "neondb",
      schema_name: "public",
      table_name: "users",
      column_name: "email",
      masking_value: "x",
    };

    async function anonymised(start: boolean, database = "neondb"): Promise<string> {
      const { data } = await ground.client.createProjectBranchAnonymized(ground.projectId, {
        branch_create: { branch: { name: "masked" } },
        masking_rules: [{ ...rule, database_name: database }],
        start_anonymization: start,
      });
      return data.branch.id;
    }

    async function state(id: string): Promise<string> {
      return (await ground.client.getAnonymizedBranchStatus(ground.projectId, id)).data.state;
    }

    it("are made, then masked when they are told to", async () => {
      const { client, emulator, projectId } = ground;
      emulator.neon.pace = { polls: 1 };
      const id = await anonymised(false);
      expect([await state(id), await state(id)]).to.deep.equal(["created", "initialized"]);
      await client.startAnonymization(projectId, id);
      expect([await state(id), await state(id)]).to.deep.equal(["anonymizing", "anonymized"]);
      const { data } = await client.getAnonymizedBranchStatus(projectId, id);
      expect(data.last_run?.masked_columns).to.equal(1);
    });

    it("are masked by themselves where that is asked", async () => {
      const id = await anonymised(true);
      expect([await state(id), await state(id)]).to.deep.equal(["anonymizing", "anonymized"]);
    });

    it("end in an error where a rule names a database that is not there", async () => {
      const id = await anonymised(true, "nowhere");
      expect([await state(id), await state(id)]).to.deep.equal(["anonymizing", "error"]);
      const { data } = await ground.client.getAnonymizedBranchStatus(ground.projectId, id);
      expect(data.status_message).to.equal("database nowhere does not exist");
    });

    it("keep their rules while they are masked, and cannot be restored", async () => {
      const { client, emulator, projectId, branchId } = ground;
      emulator.neon.pace = { polls: 9 };
      const id = await anonymised(false);
      emulator.neon.branch(projectId, id).branch.current_state = "ready";
      expect(await state(id)).to.equal("initialized");
      await client.startAnonymization(projectId, id);
      const update = client.updateMaskingRules(projectId, id, { masking_rules: [] });
      expect((await refused(update)).status).to.equal(422);
      expect((await client.getMaskingRules(projectId, id)).data.masking_rules).to.have.length(1);
      emulator.clock.advance(1);
      emulator.neon.pace = { polls: 0 };
      for (let poll = 0; poll < 9; poll += 1) await state(id);
      const restore = client.restoreProjectBranch(projectId, id, { source_branch_id: branchId });
      expect((await refused(restore)).message).to.equal("cannot restore an anonymized branch");
    });
  });

  describe("snapshots", () => {
    it("are taken, and restored as a branch of their own", async () => {
      const { client, projectId, branchId } = ground;
      const { snapshot } = (await client.createSnapshot({ projectId, branchId, name: "s" })).data;
      await client.createProjectBranchRole(projectId, branchId, { role: { name: "app" } });
      const body = { name: "restored" };
      const { branch } = (
        await client.restoreSnapshot({ projectId, snapshotId: snapshot.id }, body)
      ).data;
      expect(branch.restored_from).to.equal(snapshot.id);
      expect((await names(branch.id))[0]).to.deep.equal([owner]);
      expect((await names(branchId))[0]).to.deep.equal([owner, "app"]);
    });

    it("take the place of the branch with its name and compute, where that is asked", async () => {
      const { client, projectId, branchId, endpointId } = ground;
      const { snapshot } = (await client.createSnapshot({ projectId, branchId })).data;
      const { branch } = (
        await client.restoreSnapshot(
          { projectId, snapshotId: snapshot.id },
          { finalize_restore: true },
        )
      ).data;
      const { endpoint } = (await client.getProjectEndpoint(projectId, endpointId)).data;
      expect(branch).to.include({ name: "main", default: true, restore_status: "finalized" });
      expect(endpoint.branch_id).to.equal(branch.id);
      const former = (await client.getProjectBranch(projectId, branchId)).data.branch;
      expect(former).to.include({ name: "main (old)", default: false });
    });

    it("go when they are deleted or expire", async () => {
      const { client, emulator, projectId, branchId } = ground;
      const expires = emulator.clock.timestamp(60);
      const kept = (await client.createSnapshot({ projectId, branchId })).data.snapshot;
      await client.createSnapshot({ projectId, branchId, expires_at: expires });
      expect((await client.listSnapshots(projectId)).data.snapshots).to.have.length(2);
      emulator.clock.advance(60);
      expect((await client.listSnapshots(projectId)).data.snapshots).to.have.length(1);
      expect((await client.deleteSnapshot(projectId, kept.id)).status).to.equal(202);
      expect((await client.listSnapshots(projectId)).data.snapshots).to.have.length(0);
    });

    it("have a schedule that is kept as it was put", async () => {
      const { client, projectId, branchId } = ground;
      expect((await client.getSnapshotSchedule(projectId, branchId)).data.schedule).to.deep.equal(
        [],
      );
      const schedule = [
        { frequency: "daily", hour: 3, retention_seconds: 604_800 },
        { frequency: "yearly", hour: 3, day: 31, month: 12 },
      ];
      await client.setSnapshotSchedule(projectId, branchId, { schedule });
      const { data } = await client.getSnapshotSchedule(projectId, branchId);
      expect(data.schedule).to.deep.equal(schedule);
    });
  });

  it("restricts a project to the VPC endpoints of its organisation", async () => {
    const { client, emulator, projectId } = ground;
    const id = "vpce-1";
    const { orgId } = emulator;
    await client.assignOrganizationVpcEndpoint(orgId, regionId, id, { label: "vpc" });
    await client.assignProjectVpcEndpoint(projectId, id, { label: "tasks" });
    const { data } = await client.getOrganizationVpcEndpointDetails(orgId, regionId, id);
    expect([data.label, data.example_restricted_projects]).to.deep.equal(["vpc", [projectId]]);
    const { endpoints } = (await client.listProjectVpcEndpoints(projectId)).data;
    expect(endpoints).to.deep.equal([{ vpc_endpoint_id: id, label: "tasks" }]);
    await client.deleteProjectVpcEndpoint(projectId, id);
    expect((await client.listProjectVpcEndpoints(projectId)).data.endpoints).to.deep.equal([]);
    await client.deleteOrganizationVpcEndpoint(orgId, regionId, id);
    const again = client.assignOrganizationVpcEndpoint(orgId, regionId, id, { label: "vpc" });
    expect((await refused(again)).status).to.equal(422);
  });

  it("grants access to a project and takes it back", async () => {
    const { client, projectId } = ground;
    const email = "ada@example.com";
    const { id } = (await client.grantPermissionToProject(projectId, { email })).data;
    const listed = async () =>
      (await client.listProjectPermissions(projectId)).data.project_permissions;
    expect((await listed()).map(({ granted_to_email }) => granted_to_email)).to.deep.equal([email]);
    expect((await client.revokePermissionFromProject(projectId, id)).data.revoked_at).to.be.a(
      "string",
    );
    expect(await listed()).to.deep.equal([]);
  });

  it("shows in the next reply what a test changes behind the provider's back", async () => {
    const { client, emulator, projectId, branchId, endpointId } = ground;
    const stored = emulator.neon.project(projectId);
    stored.project.name = "renamed by hand";
    stored.branch(branchId).branch.protected = true;
    stored.endpoints.delete(endpointId);
    expect((await client.getProject(projectId)).data.project.name).to.equal("renamed by hand");
    const { branch } = (await client.getProjectBranch(projectId, branchId)).data;
    expect(branch.protected).to.equal(true);
    expect((await refused(client.getProjectEndpoint(projectId, endpointId))).status).to.equal(404);
    emulator.neon.removeProject(projectId);
    expect((await refused(client.getProject(projectId))).status).to.equal(404);
  });

  it("keeps a log of what it was asked", async () => {
    const { client, emulator, projectId } = ground;
    await client.updateProject(projectId, { project: { name: "new" } });
    await client.listProjects({ limit: 5 });
    expect(emulator.requests.slice(-2)).to.deep.equal([
      {
        method: "PATCH",
        path: `/projects/${projectId}`,
        query: {},
        body: { project: { name: "new" } },
        operation: "updateProject",
        status: 200,
      },
      {
        method: "GET",
        path: "/projects",
        query: { limit: "5" },
        body: undefined,
        operation: "listProjects",
        status: 200,
      },
    ]);
  });
});
