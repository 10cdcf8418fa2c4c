import { expect } from "chai";
import type { Fault, FaultyRequest } from "../../../sandbox/neon-api/faults";
import { broken, openNeon, refused } from "../../../sandbox/neon-api/open-neon";

const named = (name: string) => ({ project: { name } });

describe("the faults of the Neon emulator", () => {
  it("throttle, lock and fail without any work", async () => {
    const { emulator, client } = await openNeon();
    const plans: readonly [Fault, number][] = [
      [{ kind: "throttled", retryAfterSeconds: 7 }, 429],
      [{ kind: "locked" }, 423],
      [{ kind: "server-error", status: 503 }, 503],
    ];
    for (const [fault, status] of plans) {
      emulator.faults.plan(fault);
      const refusal = await refused(client.createProject(named("shop")));
      expect(refusal.status).to.equal(status);
      expect(refusal.headers["retry-after"]).to.equal(status === 429 ? "7" : undefined);
    }
    expect(emulator.neon.projects.size).to.equal(0);
    expect(emulator.requests.map(({ status }) => status)).to.deep.equal([429, 423, 503]);
    expect((await client.createProject(named("shop"))).status).to.equal(201);
    await emulator.close();
  });

  it("hit only the requests of their occasion, and count those alone", async () => {
    const { emulator, client } = await openNeon();
    const isStore = ({ body }: FaultyRequest) => JSON.stringify(body).includes("store");
    emulator.faults.plan({ kind: "locked" }, { where: isStore, nth: 2 });
    for (const name of ["store", "shop"]) {
      expect((await client.createProject(named(name))).status).to.equal(201);
    }
    expect((await refused(client.createProject(named("store")))).status).to.equal(423);
    expect(emulator.faults.pending).to.equal(0);
    await emulator.close();
  });

  it("cut the connection before the work", async () => {
    const { emulator, client } = await openNeon();
    emulator.faults.plan({ kind: "refused" });
    expect(await broken(client.createProject(named("shop")))).to.equal("ECONNRESET");
    expect(emulator.neon.projects.size).to.equal(0);
    expect(emulator.requests.at(-1)?.status).to.equal(undefined);
    await emulator.close();
  });

  it("do the work and lose the reply", async () => {
    const { emulator, client } = await openNeon();
    emulator.faults.plan({ kind: "lost-reply" });
    expect(await broken(client.createProject(named("shop")))).to.equal("ECONNRESET");
    emulator.faults.plan({ kind: "server-error", status: 500, workDone: true });
    expect((await refused(client.createProject(named("store")))).status).to.equal(500);
    expect([...emulator.neon.projects.values()].map(({ project }) => project.name)).to.deep.equal([
      "shop",
      "store",
    ]);
    await emulator.close();
  });

  it("answer late with what there was in time", async () => {
    const { emulator, client } = await openNeon();
    emulator.faults.plan({ kind: "slow", milliseconds: 1 });
    expect((await client.createProject(named("shop"))).data.project.name).to.equal("shop");
    await emulator.close();
  });

  it("hold a reply until it is let go", async () => {
    const { emulator, client } = await openNeon();
    const { project } = (await client.createProject(named("shop"))).data;
    const held = emulator.faults.plan({ kind: "held" }, { request: "GET /projects/*" });
    const reply = client.getProject(project.id);
    await held.fired;
    expect(emulator.requests.at(-1)?.status).to.equal(undefined);
    await client.updateProject(project.id, named("store"));
    held.release();
    expect((await reply).data.project.name).to.equal("shop");
    await emulator.close();
  });

  it("hit the requests that are meant, from the nth, so many times", async () => {
    const { emulator, client } = await openNeon();
    const { project } = (await client.createProject(named("shop"))).data;
    emulator.faults.plan({ kind: "locked" }, { request: "GET /projects/*", nth: 2, times: 2 });
    expect(emulator.faults.pending).to.equal(2);
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      await client.listProjectOperations({ projectId: project.id });
      await client.updateProject(project.id, named("shop"));
      const read = client.getProject(project.id);
      statuses.push(await read.then(({ status }) => status).catch(() => 423));
    }
    expect(statuses).to.deep.equal([200, 423, 423, 200]);
    expect(emulator.faults.pending).to.equal(0);
    await emulator.close();
  });

  it("hit each request in turn", async () => {
    for (let nth = 1; nth <= 3; nth += 1) {
      const { emulator, client } = await openNeon();
      emulator.faults.plan({ kind: "locked" }, { nth });
      const outcomes = [];
      for (let count = 1; count <= 3; count += 1) {
        outcomes.push(
          await client
            .listProjects({})
            .then(() => "ok")
            .catch(() => "locked"),
        );
      }
      expect(outcomes.indexOf("locked")).to.equal(nth - 1);
      expect(outcomes.filter((outcome) => outcome === "ok")).to.have.length(2);
      await emulator.close();
    }
  });

  it("match below a path with two stars", async () => {
    const { emulator, client } = await openNeon();
    const { project } = (await client.createProject(named("shop"))).data;
    emulator.faults.plan({ kind: "locked" }, { request: "* /projects/*/**" });
    await client.getProject(project.id);
    expect(emulator.faults.pending).to.equal(1);
    expect((await refused(client.listProjectEndpoints(project.id))).status).to.equal(423);
    await emulator.close();
  });

  it("stay away once they are cleared", async () => {
    const { emulator, client } = await openNeon();
    emulator.faults.plan({ kind: "locked" });
    emulator.faults.clear();
    expect((await client.createProject(named("shop"))).status).to.equal(201);
    await emulator.close();
  });
});
