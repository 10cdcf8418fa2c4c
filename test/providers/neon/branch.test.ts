import { assert } from "chai";
import { Ground, type Made, refusalOf, subjectOf } from "./provider-ground";

describe("The Neon provider's Branch and Endpoint", () => {
  let ground: Ground;
  let project: Made;

  beforeEach(async () => {
    ground = await Ground.start({ now: new Date("2030-01-01T00:00:00Z") });
    project = await ground.project({
      defaultEndpointSettings: { autoscalingLimitMinCu: 0.5, autoscalingLimitMaxCu: 2 },
    });
  });
  afterEach(() => ground.close());

  const branch = (inputs = {}) =>
    ground.create("Branch", { projectId: project.id, name: "pr-7", ...inputs });

  it("starts from the default branch, in the program's spelling of its date", async () => {
    const { outputs } = await branch({ expiresAt: "2030-01-08T01:00:00+01:00" });
    assert.deepInclude(outputs, {
      projectId: project.id,
      name: "pr-7",
      parentId: project.outputs.defaultBranchId,
      initSource: "parent-data",
      protected: false,
      expiresAt: "2030-01-08T01:00:00+01:00",
    });
  });

  it("says what came with the project, and how a program adopts it, where it wants one like it", async () => {
    const { defaultBranchId } = project.outputs;
    const { branch: own } = ground.neon.neon.branch(project.id, String(defaultBranchId));
    const taken = await refusalOf(branch({ name: own.name }));
    assert.include(taken.message, "a project comes with a branch of its own");
    const place = `${project.id}/${String(defaultBranchId)}`;
    assert.include(taken.message, `\`pulumi import neon:index:Branch it ${place}\``);
    assert.equal((await ground.import("Branch", place))?.id, defaultBranchId);

    const inputs = { projectId: project.id, branchId: own.id, type: "read_write" };
    const { message } = await refusalOf(ground.create("Endpoint", inputs));
    assert.include(message, `pulumi import neon:index:Endpoint it ${project.id}/ep-`);
  });

  it("takes another name, and no date any more", async () => {
    const made = await branch({ expiresAt: "2030-01-08T00:00:00Z" });
    const updated = await ground.update(made, { projectId: project.id, name: "pr-8" });
    assert.equal(updated.outputs.name, "pr-8");
    assert.notProperty(updated.outputs, "expiresAt");
    const { branch: live } = ground.neon.neon.branch(project.id, made.id);
    assert.notExists(live.expires_at);
  });

  it("has no date any more where someone took it back, and keeps the program's spelling of one", async () => {
    const made = await branch({ expiresAt: "2030-01-08T01:00:00+01:00" });
    assert.deepEqual((await ground.refresh(made))?.inputs, made.inputs);
    const { branch: live } = ground.neon.neon.branch(project.id, made.id);
    delete live.expires_at;
    const refreshed = await ground.refresh(made);
    assert.notProperty(refreshed?.inputs, "expiresAt");
    assert.notProperty(refreshed?.outputs, "expiresAt");
  });

  it("makes a root branch of the schema alone", async () => {
    const { outputs } = await branch({ initSource: "schema-only" });
    assert.equal(outputs.initSource, "schema-only");
    assert.notProperty(outputs, "parentId");
  });

  it("is imported with all that the program can say", async () => {
    const made = await branch();
    const imported = await ground.import("Branch", made.id);
    assert.equal(imported?.id, made.id);
    assert.deepEqual(imported?.inputs, {
      projectId: project.id,
      name: "pr-7",
      parentId: project.outputs.defaultBranchId,
      initSource: "parent-data",
      protected: false,
    });
  });

  it("is gone with its project", async () => {
    const made = await branch();
    await ground.delete(project);
    assert.isUndefined(await ground.refresh(made));
    await ground.delete(made);
  });

  it("is not deleted while it is protected, nor made unprotected for that", async () => {
    const made = await branch({ protected: true });
    const before = ground.neon.requests.length;
    const { reason, message } = await refusalOf(ground.delete(made));
    assert.equal(reason, "precondition failed");
    assert.include(message, "Set protected to false");
    assert.deepEqual(ground.requestsSince(before), [
      `GET /projects/${project.id}/branches/${made.id}`,
    ]);
  });

  it("waits for the old one to be deleted only where both would have one name", () => {
    const olds = { projectId: "p", name: "pr-7", parentId: "br-1" };
    const differs = (news: object) =>
      ground.provider.diff(subjectOf("Branch"), "br-7", olds, { ...olds, ...news }, olds);
    assert.deepEqual(differs({ parentId: "br-2" }), {
      changed: ["parentId"],
      replacing: ["parentId"],
      deleteFirst: true,
    });
    assert.isFalse(differs({ parentId: "br-2", name: "pr-8" }).deleteFirst);
  });

  it("gives an endpoint its own size, then the project's again", async () => {
    const { id: branchId } = await branch();
    const inputs = { projectId: project.id, branchId, type: "read_write" };
    const made = await ground.create("Endpoint", {
      ...inputs,
      autoscalingLimitMinCu: 1,
      autoscalingLimitMaxCu: 4,
      suspendTimeoutSeconds: 120,
    });
    assert.deepInclude(made.outputs, { autoscalingLimitMinCu: 1, autoscalingLimitMaxCu: 4 });
    assert.equal(made.outputs.poolerHost, `${made.id}-pooler.eu-central-1.aws.neon.tech`);
    const { outputs } = await ground.update(made, inputs);
    assert.deepInclude(outputs, { autoscalingLimitMinCu: 0.5, autoscalingLimitMaxCu: 2 });
  });

  it("gives an endpoint nothing of the project's that the program never said", async () => {
    const { id: branchId } = await branch();
    const inputs = { projectId: project.id, branchId, type: "read_write" };
    const made = await ground.create("Endpoint", { ...inputs, suspendTimeoutSeconds: 120 });
    await ground.update(made, inputs);
    const { body } = ground.neon.requests.filter(({ method }) => method === "PATCH").at(-1) ?? {};
    assert.deepEqual(body, { endpoint: { suspend_timeout_seconds: 0 } });
  });

  it("imports an endpoint, and finds it gone with its branch", async () => {
    const made = await branch();
    const endpoint = await ground.create("Endpoint", {
      projectId: project.id,
      branchId: made.id,
      type: "read_only",
    });
    const imported = await ground.import("Endpoint", endpoint.id);
    assert.deepEqual(imported?.outputs, endpoint.outputs);
    await ground.delete(made);
    assert.isUndefined(await ground.refresh(endpoint));
  });
});
