import { EndpointType, OperationStatus } from "@neondatabase/api-client";
import { assert } from "chai";
import { resources } from "../../../providers/neon/resources/resources";
import { reveal } from "../../../providers/server/wire";
import type { Fault } from "../../../sandbox/neon-api/faults";
import { clientOf } from "../../../sandbox/neon-api/open-neon";
import { oneOfEach, type Sample, sampleProject } from "./one-of-each";
import { Ground, incompleteOf, type Made, refusalOf, subjectOf } from "./provider-ground";
import { some } from "../../support/some";

const faults = {
  "the answer is lost": { kind: "lost-reply" },
  "the connection breaks before": { kind: "refused" },
  "Neon fails after the work": { kind: "server-error", status: 500, workDone: true },
  "Neon fails before the work": { kind: "server-error", status: 504 },
} as const satisfies Record<string, Fault>;

describe("What the Neon provider makes", () => {
  let ground: Ground;
  let project: Made;

  beforeEach(async () => {
    ground = await Ground.start();
    project = await sampleProject(ground);
  });
  afterEach(() => ground.close());

  const sampleOf = (type: string): Sample => {
    const sample = oneOfEach(ground, project).find((each) => each.type === type);
    if (sample === undefined) throw new Error(`${type} has no sample`);
    return sample;
  };
  const plan = ({ request }: Sample, fault: Fault, times = 1) =>
    ground.neon.faults.plan(fault, { request, times });
  const make = ({ type, inputs }: Sample) => ground.create(type, inputs);

  for (const { token } of resources) {
    const type = token.replace("neon:index:", "");
    for (const [when, fault] of Object.entries(faults)) {
      it(`is one ${type} when ${when}`, async () => {
        const sample = sampleOf(type);
        const before = sample.live();
        plan(sample, fault);
        const made = await make(sample);
        assert.equal(ground.neon.faults.pending, 0);
        const fresh = sample.live().filter((each) => !before.includes(each));
        assert.lengthOf(fresh, 1);
        assert.include(made.id, String(fresh[0]));
        assert.deepEqual((await ground.refresh(made))?.outputs, made.outputs);
      });
    }
  }

  it("has the key and the password that were lost with the answer", async () => {
    const key = sampleOf("ApiKey");
    plan(key, faults["the answer is lost"], 2);
    const { id, outputs } = await make(key);
    const live = [...ground.neon.neon.keys.values()].filter(({ name }) => name === "ci");
    assert.deepEqual(
      live.map((each) => each.token),
      [reveal(outputs.key, undefined)],
    );
    assert.equal(id, `${ground.neon.orgId}/${String(live[0]?.id)}`);
    const role = sampleOf("Role");
    plan(role, faults["the answer is lost"]);
    const made = await make(role);
    const branch = ground.neon.neon.branch(project.id, String(role.inputs.branchId));
    assert.equal(reveal(made.outputs.password, undefined), branch.role("app").password);
  });

  for (const type of ["Project", "Branch", "Endpoint"]) {
    it(`waits for a ${type} whose answer was lost`, async () => {
      const sample = sampleOf(type);
      ground.neon.neon.pace = { polls: 3 };
      plan(sample, faults["the answer is lost"]);
      ground.progress.length = 0;
      await make(sample);
      assert.match(
        ground.progress.join(),
        /(?:create_timeline|create_branch|start_compute) is running/,
      );
    });
  }

  it("is kept when its operation goes wrong, although the answer was lost", async () => {
    ground.neon.neon.pace = { polls: 3 };
    const sample = sampleOf("Branch");
    plan(sample, faults["the answer is lost"]);
    ground.meanwhile = () => {
      ground.meanwhile = () => undefined;
      const { operations } = ground.neon.neon.project(project.id);
      operations.fail({ status: OperationStatus.Failed, error: "no room" });
    };
    const { left, message } = await incompleteOf(make(sample));
    assert.include(message, "no room");
    assert.include(sample.live(), left.id);
  });

  it("waits for its own operations, not for those of others", async () => {
    const other = await ground.create("Branch", { projectId: project.id, name: "other" });
    const sample = sampleOf("Branch");
    plan(sample, faults["the answer is lost"]);
    ground.neon.neon.pace = { polls: 0 };
    ground.meanwhile = async () => {
      ground.meanwhile = () => undefined;
      ground.neon.neon.pace = { polls: 100 };
      await clientOf(ground.neon).createProjectEndpoint(project.id, {
        endpoint: { branch_id: other.id, type: EndpointType.ReadOnly },
      });
    };
    await make(sample);
    assert.isTrue(ground.neon.neon.project(project.id).operations.busy);
  });

  it("is nothing when Neon stays broken, and nobody knows", async () => {
    const sample = sampleOf("Project");
    const before = sample.live();
    plan(sample, faults["the connection breaks before"], 100);
    const { reason, message } = await refusalOf(make(sample));
    assert.equal(reason, "outcome unknown");
    assert.include(message, 'It is not known whether Neon did create the project "shop"');
    assert.deepEqual(sample.live(), before);
    ground.neon.faults.clear();
  });

  it("is in doubt no more once a list has shown that it was not made", async () => {
    const sample = sampleOf("Project");
    plan(sample, faults["the connection breaks before"]);
    plan(sample, { kind: "throttled", retryAfterSeconds: 1 }, 100);
    assert.equal((await refusalOf(make(sample))).reason, "overloaded");
    ground.neon.faults.clear();
  });

  it("is never one that someone else made in the same moment", async () => {
    const sample = sampleOf("Branch");
    const list = { request: "GET /projects/*/branches" };
    const held = ground.neon.faults.plan({ kind: "held" }, list);
    const making = make(sample);
    await held.fired;
    await clientOf(ground.neon).createProjectBranch(project.id, { branch: { name: "pr-7" } });
    held.release();
    assert.equal((await refusalOf(making)).reason, "already exists");
  });

  it("is not in doubt when nothing was asked for yet", async () => {
    const request = { request: "GET /projects", times: 100 };
    ground.neon.faults.plan({ kind: "server-error", status: 500 }, request);
    const before = ground.neon.requests.length;
    assert.equal((await refusalOf(make(sampleOf("Project")))).reason, "server error");
    assert.notInclude(ground.requestsSince(before), "POST /projects");
    ground.neon.faults.clear();
  });

  it("is left unknown when Neon can't be asked what became of it", async () => {
    const sample = sampleOf("Project");
    plan(sample, faults["the answer is lost"]);
    ground.meanwhile = () => {
      ground.meanwhile = () => undefined;
      ground.neon.faults.plan({ kind: "refused" }, { request: "GET /projects", times: 100 });
    };
    const { reason, message } = await refusalOf(make(sample));
    assert.equal(reason, "outcome unknown");
    assert.include(message, "POST /projects");
    assert.equal(ground.requestsSince(0).filter((each) => each === "POST /projects").length, 2);
    ground.neon.faults.clear();
  });

  it("is left to a person when another one like it appears meanwhile", async () => {
    const sample = sampleOf("Project");
    const before = sample.live();
    plan(sample, faults["the answer is lost"]);
    ground.meanwhile = async () => {
      ground.meanwhile = () => undefined;
      await clientOf(ground.neon).createProject({ project: { name: "shop" } });
    };
    const { reason, message } = await refusalOf(make(sample));
    assert.equal(reason, "outcome unknown");
    const fresh = sample.live().filter((each) => !before.includes(each));
    assert.lengthOf(fresh, 2);
    for (const id of fresh) assert.include(message, id);
    assert.include(message, "Import the one that is to stay");
  });

  it("is left to a person when the first request is done late", async () => {
    const sample = sampleOf("Project");
    plan(sample, faults["the connection breaks before"]);
    let pauses = 0;
    ground.meanwhile = async () => {
      pauses += 1;
      if (pauses !== 2) return;
      await clientOf(ground.neon).createProject({ project: { name: "shop" } });
    };
    const { reason, message } = await refusalOf(make(sample));
    assert.equal(reason, "outcome unknown");
    for (const id of some(sample.live().slice(1))) assert.include(message, id);
  });

  it("is found when the first request takes the name late", async () => {
    const sample = sampleOf("Branch");
    plan(sample, faults["the connection breaks before"]);
    const request = { request: "GET /projects/*/branches" };
    const held = ground.neon.faults.plan({ kind: "held" }, { ...request, nth: 2 });
    const making = make(sample);
    await held.fired;
    await clientOf(ground.neon).createProjectBranch(project.id, { branch: { name: "pr-7" } });
    held.release();
    const { id } = await making;
    assert.equal(sample.live().length, 2);
    assert.include(sample.live(), id);
  });

  it("is not one that was there before, of the same name", async () => {
    const first = await make(sampleOf("Project"));
    const sample = sampleOf("Project");
    plan(sample, faults["the answer is lost"]);
    const second = await make(sample);
    assert.notEqual(second.id, first.id);
    assert.lengthOf(sample.live(), 3);
  });

  it("is not one of another name or type that appears meanwhile", async () => {
    const client = clientOf(ground.neon);
    const other = await ground.project({ name: "other" });
    const branch = await ground.create("Branch", { projectId: project.id, name: "bare" });
    const endpoint = { branch_id: branch.id, type: EndpointType.ReadWrite };
    const appearing: Readonly<Record<string, () => Promise<unknown>>> = {
      Project: () => client.createProject({ project: { name: "shop-2" } }),
      Branch: () => client.createProjectBranch(project.id, { branch: { name: "pr-70" } }),
      Endpoint: () => client.createProjectEndpoint(project.id, { endpoint }),
      ProjectPermission: () =>
        client.grantPermissionToProject(project.id, { email: "bob@example.com" }),
      ApiKey: () =>
        client.createOrgApiKey(ground.neon.orgId, { key_name: "ci", project_id: other.id }),
    };
    ground.neon.neon.pace = { polls: 0 };
    for (const [type, appear] of Object.entries(appearing)) {
      const sample = sampleOf(type);
      plan(sample, faults["the answer is lost"]);
      ground.meanwhile = async () => {
        ground.meanwhile = () => undefined;
        await appear();
      };
      const inputs = { ...sample.inputs, ...(type === "Endpoint" && { branchId: branch.id }) };
      const made = await ground.create(type, inputs);
      assert.deepEqual((await ground.refresh(made))?.inputs, inputs);
    }
  });

  it("has a password that is in force, although the answer to adopting it is lost", async () => {
    const request = "POST /projects/*/branches/*/roles/*/reset_password";
    ground.neon.faults.plan({ kind: "lost-reply" }, { request });
    const { inputs } = sampleOf("Role");
    const { outputs } = await ground.create("Role", { ...inputs, name: "owner" });
    const branch = ground.neon.neon.branch(project.id, String(inputs.branchId));
    assert.equal(reveal(outputs.password, undefined), branch.role("owner").password);
    assert.equal(ground.neon.faults.pending, 0);
  });

  it("is made one after the other where two are alike, so that none is taken for the other", async () => {
    const sample = sampleOf("Endpoint");
    const before = sample.live();
    plan(sample, faults["the answer is lost"], 2);
    const made = await Promise.all([make(sample), make(sample)]);
    const ids = made.map(({ id }) => id);
    assert.lengthOf(new Set(ids), 2);
    assert.sameMembers(sample.live().slice(), [...before, ...ids]);
  });

  it("is made without a look where Neon refuses to list", async () => {
    const sample = sampleOf("Endpoint");
    const { type, inputs } = sample;
    const refused = ground.create(type, { ...inputs, branchId: "br-of-nobody-00000000" });
    const { reason, message } = await refusalOf(refused);
    assert.equal(reason, "not found");
    assert.include(message, "POST /projects");
  });

  it("is known of when the engine cancels while the answer is under way", async () => {
    const sample = sampleOf("Project");
    const cancelled = new AbortController();
    const held = ground.neon.faults.plan({ kind: "held" }, { request: sample.request });
    const work = ground.provider.create(subjectOf("Project"), sample.inputs, cancelled.signal);
    await held.fired;
    cancelled.abort();
    held.release();
    const { left, message } = await incompleteOf(work);
    assert.include(message, "Cancelled while Neon was to");
    assert.include(sample.live(), left.id);
  });
});

describe("What the Neon provider makes, cancelled", () => {
  it("is waited for no longer than the grace", async () => {
    const ground = await Ground.start({}, { graceSeconds: 0.01 });
    const cancelled = new AbortController();
    const held = ground.neon.faults.plan({ kind: "held" }, { request: "POST /projects" });
    const inputs = { name: "shop", regionId: "aws-eu-central-1" };
    const work = ground.provider.create(subjectOf("Project"), inputs, cancelled.signal);
    await held.fired;
    cancelled.abort();
    assert.equal((await refusalOf(work)).reason, "outcome unknown");
    held.release();
    await ground.close();
  });
});
