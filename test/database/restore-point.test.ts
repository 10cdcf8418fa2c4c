import { expect } from "chai";
import { keepRestorePoint } from "../../database/migrate/restore-point";
import { defaultTiming, NeonApi } from "../../providers/neon/api/neon-api";
import { type OpenNeon, openNeon } from "../../sandbox/neon-api/open-neon";

describe("a restore point before a migration", () => {
  let neon: OpenNeon;
  before(async () => {
    neon = await openNeon();
  });
  after(() => neon.emulator.close());

  it("is a branch that nobody reaches and that ends by itself, and is made once", async () => {
    const { client, emulator } = neon;
    const { apiKey, baseUrl } = emulator;
    const { data } = await client.createProject({ project: { name: "shop" } });
    const projectId = data.project.id;
    const api = new NeonApi({ apiKey, baseUrl }, undefined, { ...defaultTiming, pollSeconds: 0 });
    const point = { name: "before-release-7", days: 7 };
    await keepRestorePoint(api, projectId, point);
    const branches = async () =>
      (await client.listProjectBranches({ projectId })).data.branches.filter(
        ({ name }) => name === point.name,
      );
    const [made] = await branches();
    expect(made?.parent_id).to.equal(data.branch.id);
    const days = (Date.parse(made?.expires_at ?? "") - Date.now()) / 86_400_000;
    expect(days).to.be.closeTo(7, 0.01);
    const { endpoints } = (await client.listProjectEndpoints(projectId)).data;
    expect(endpoints.map(({ branch_id }) => branch_id)).to.deep.equal([data.branch.id]);

    // Of a runner that was killed before it could say so.
    await keepRestorePoint(api, projectId, point);
    expect(await branches()).to.deep.equal([made]);
    emulator.assertPrepared();
  });
});
