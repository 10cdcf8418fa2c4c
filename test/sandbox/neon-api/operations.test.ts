import { EndpointType, OperationAction, OperationStatus } from "@neondatabase/api-client";
import { expect } from "chai";
import { openNeon, refused } from "../../../sandbox/neon-api/open-neon";

describe("the operations of the Neon emulator", () => {
  it("run one after the other, each for a number of requests", async () => {
    const { emulator, client } = await openNeon({ pace: { polls: 2 } });
    const { data } = await client.createProject({ project: {} });
    const projectId = data.project.id;
    expect(data.operations.map(({ action, status }) => [action, status])).to.deep.equal([
      ["create_timeline", "running"],
      ["start_compute", "scheduling"],
    ]);
    const seen: string[][] = [];
    for (let poll = 0; poll < 5; poll += 1) {
      const { operations } = (await client.listProjectOperations({ projectId })).data;
      seen.push(operations.map(({ status }) => status).reverse());
    }
    expect(seen).to.deep.equal([
      ["running", "scheduling"],
      ["running", "scheduling"],
      ["finished", "running"],
      ["finished", "running"],
      ["finished", "finished"],
    ]);
    await emulator.close();
  });

  it("make a branch ready and a compute active when they finish", async () => {
    const { emulator, client } = await openNeon({ pace: { polls: 1 } });
    const { data } = await client.createProject({ project: {} });
    const states: (string | undefined)[][] = [];
    for (let poll = 0; poll < 3; poll += 1) {
      const branch = await client.getProjectBranch(data.project.id, data.branch.id);
      const stored = [...emulator.neon.project(data.project.id).endpoints.values()];
      states.push([branch.data.branch.current_state, stored[0]?.current_state]);
    }
    expect(states).to.deep.equal([
      ["init", "init"],
      ["ready", "init"],
      ["ready", "active"],
    ]);
    await emulator.close();
  });

  it("last for seconds of the emulator's clock", async () => {
    const { emulator, client } = await openNeon({ pace: { seconds: 30 } });
    const { data } = await client.createProject({ project: {} });
    const statuses = async (): Promise<string[]> => {
      const projectId = data.project.id;
      const { operations } = (await client.listProjectOperations({ projectId })).data;
      return operations.map(({ status }) => status).reverse();
    };
    emulator.clock.advance(29);
    expect(await statuses()).to.deep.equal(["running", "scheduling"]);
    emulator.clock.advance(1);
    expect(await statuses()).to.deep.equal(["finished", "running"]);
    emulator.clock.advance(30);
    expect(await statuses()).to.deep.equal(["finished", "finished"]);
    await emulator.close();
  });

  it("lock their project, and no other, against what would schedule more", async () => {
    const { emulator, client } = await openNeon({ pace: { seconds: 1 } });
    const first = (await client.createProject({ project: {} })).data.project.id;
    const refusal = await refused(client.createProjectBranch(first, { branch: { name: "a" } }));
    expect([refusal.status, refusal.message]).to.deep.equal([
      423,
      "project already has running conflicting operations, scheduling of new ones is prohibited",
    ]);
    await client.grantPermissionToProject(first, { email: "ada@example.com" });
    const second = (await client.createProject({ project: {} })).data.project.id;
    emulator.clock.advance(2);
    await client.createProjectBranch(first, { branch: { name: "a" } });
    expect((await refused(client.deleteProject(first))).status).to.equal(423);
    await client.deleteProject(second);
    await emulator.close();
  });

  it("count a refused request as time that passes", async () => {
    const { emulator, client } = await openNeon({ pace: { polls: 1 } });
    const { project } = (await client.createProject({ project: {} })).data;
    const branch = { branch: { name: "a" } };
    // Two operations of one request each.
    expect((await refused(client.createProjectBranch(project.id, branch))).status).to.equal(423);
    expect((await refused(client.createProjectBranch(project.id, branch))).status).to.equal(423);
    expect((await client.createProjectBranch(project.id, branch)).status).to.equal(201);
    await emulator.close();
  });

  it("can fail, and then the ones behind are skipped and what they made stays unfinished", async () => {
    const { emulator, client } = await openNeon();
    const { data } = await client.createProject({ project: {} });
    const projectId = data.project.id;
    await client.getProject(projectId);
    emulator.neon.project(projectId).operations.fail({
      action: OperationAction.CreateBranch,
      status: OperationStatus.Failed,
      error: "no room on the pageserver",
    });
    const made = await client.createProjectBranch(projectId, {
      branch: { name: "a" },
      endpoints: [{ type: EndpointType.ReadWrite }],
    });
    const { operations } = (await client.listProjectOperations({ projectId, limit: 2 })).data;
    expect(operations.map(({ status, error }) => [status, error])).to.deep.equal([
      ["skipped", undefined],
      ["failed", "no room on the pageserver"],
    ]);
    const { branch } = (await client.getProjectBranch(projectId, made.data.branch.id)).data;
    expect(branch.current_state).to.equal("init");
    expect(
      (await client.createProjectBranch(projectId, { branch: { name: "b" } })).status,
    ).to.equal(201);
    await emulator.close();
  });

  it("are listed page by page, the newest first", async () => {
    const { emulator, client } = await openNeon();
    const { project } = (await client.createProject({ project: {} })).data;
    const projectId = project.id;
    await client.createProjectBranch(projectId, { branch: { name: "a" } });
    const first = (await client.listProjectOperations({ projectId, limit: 2 })).data;
    const cursor = first.pagination?.cursor ?? "";
    const second = (await client.listProjectOperations({ projectId, limit: 2, cursor })).data;
    expect(
      [first, second].map(({ operations }) => operations.map(({ action }) => action)),
    ).to.deep.equal([["create_branch", "start_compute"], ["create_timeline"]]);
    await emulator.close();
  });
});
