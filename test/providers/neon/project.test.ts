import { assert } from "chai";
import { Ground, incompleteOf, leastProject, refusalOf, subjectOf } from "./provider-ground";

const whole = {
  ...leastProject,
  pgVersion: 17,
  historyRetentionSeconds: 604_800,
  defaultEndpointSettings: {
    autoscalingLimitMinCu: 0.25,
    autoscalingLimitMaxCu: 2,
    suspendTimeoutSeconds: 60,
  },
  defaultBranch: { name: "trunk", protected: true, databaseName: "app", roleName: "migrator" },
  settings: {
    allowedIps: { ips: ["203.0.113.7", "198.51.100.0/24"], protectedBranchesOnly: true },
    quota: { activeTimeSeconds: 3_600, logicalSizeBytes: 1_073_741_824 },
    enableLogicalReplication: true,
  },
};

describe("The Neon provider's Project", () => {
  let ground: Ground;

  beforeEach(async () => {
    ground = await Ground.start();
  });
  afterEach(() => ground.close());

  it("is made as its inputs say, and its state says where to connect", async () => {
    const { id, outputs } = await ground.project(whole);
    assert.deepInclude(outputs, {
      ...whole,
      settings: { ...whole.settings, quota: { ...whole.settings.quota, computeTimeSeconds: 0 } },
    });
    const { defaultBranchId, defaultEndpointId, host, poolerHost } = outputs;
    assert.match(String(defaultBranchId), /^br-/);
    assert.equal(host, `${String(defaultEndpointId)}.eu-central-1.aws.neon.tech`);
    assert.equal(poolerHost, `${String(defaultEndpointId)}-pooler.eu-central-1.aws.neon.tech`);
    const live = await ground.import("Project", id);
    assert.deepEqual(live?.inputs.settings, outputs.settings);
  });

  it("holds no password, although Neon tells one when it is made", async () => {
    const { outputs } = await ground.project();
    for (const each of ground.neon.secrets) assert.notInclude(JSON.stringify(outputs), each);
    assert.isAbove(ground.neon.secrets.length, 1);
  });

  it("waits for Neon's operations, and says what for", async () => {
    await ground.project();
    assert.include(ground.progress, "create_timeline is running");
  });

  it("takes every update, and gives back the default of what is not said any more", async () => {
    const made = await ground.project({
      ...whole,
      settings: { ...whole.settings, enableLogicalReplication: false },
    });
    const updated = await ground.update(made, {
      ...leastProject,
      name: "store",
      historyRetentionSeconds: 21_600,
    });
    const live = await ground.import("Project", made.id);
    assert.deepInclude(live?.inputs, {
      name: "store",
      historyRetentionSeconds: 21_600,
      defaultEndpointSettings: {
        autoscalingLimitMinCu: 0.25,
        autoscalingLimitMaxCu: 0.25,
        suspendTimeoutSeconds: 0,
      },
      defaultBranch: { name: "main", protected: false },
      settings: {
        allowedIps: { ips: [], protectedBranchesOnly: false },
        quota: { activeTimeSeconds: 0, computeTimeSeconds: 0, logicalSizeBytes: 0 },
        enableLogicalReplication: false,
      },
    });
    assert.deepEqual(updated.outputs, { ...live?.outputs });
  });

  it("sends only what the program says when it is made", async () => {
    await ground.project();
    const [{ body } = { body: undefined }] = ground.neon.requests;
    assert.deepEqual(body, { project: { name: "shop", region_id: "aws-eu-central-1" } });
  });

  it("does not turn logical replication off, since Neon can't, and says so at a preview", async () => {
    const made = await ground.project(whole);
    const news = { ...whole, settings: { ...whole.settings, enableLogicalReplication: false } };
    const { reason, message } = await refusalOf(ground.update(made, news));
    assert.equal(reason, "invalid");
    assert.include(message, "settings.enableLogicalReplication can't be turned off again");
    assert.throws(
      () => ground.provider.previewUpdate(subjectOf("Project"), made.id, made.outputs, news),
      /can't be turned off again/,
    );
  });

  it("finds what was changed behind the engine's back, in inputs only where the program says them", async () => {
    const made = await ground.project({ historyRetentionSeconds: 86_400 });
    await ground.update(made, { ...made.inputs, name: "renamed", pgVersion: 17 });
    const other = await ground.refresh({ ...made, inputs: leastProject });
    assert.deepEqual(other?.inputs, { ...leastProject, name: "renamed" });
    assert.equal(other?.outputs.pgVersion, 17);
  });

  it("is gone where Neon has it no more", async () => {
    const made = await ground.project();
    await ground.delete(made);
    assert.isUndefined(await ground.refresh(made));
    const before = ground.neon.requests.length;
    await ground.delete(made);
    assert.isFalse(ground.requestsSince(before).some((each) => each.startsWith("DELETE")));
  });

  it("is not deleted while a branch of it is protected", async () => {
    const made = await ground.project({ defaultBranch: { protected: true } });
    const { reason, message } = await refusalOf(ground.delete(made));
    assert.equal(reason, "precondition failed");
    assert.include(message, 'its branch "main" is protected. Set protected to false');
    assert.isDefined(await ground.refresh(made));
  });

  it("is kept in the state when something fails after it was made", async () => {
    ground.neon.faults.plan(
      { kind: "server-error", status: 500 },
      {
        request: "GET /projects/*/operations/*",
        times: 6,
      },
    );
    const { left, message } = await incompleteOf(ground.project(whole));
    assert.include(message, `It is there as ${left.id} and is kept in the state.`);
    assert.deepEqual(left.inputs, whole);
    // The engine updates it then, with the same inputs.
    const made = { type: "Project", id: left.id, inputs: whole, outputs: left.outputs };
    const { outputs } = await ground.update(made, whole);
    assert.deepInclude(outputs.defaultBranch, { name: "trunk", protected: true });
    assert.match(String(outputs.host), /^ep-/);
  });

  it("is not asked for twice when the answer is lost", async () => {
    ground.neon.faults.plan({ kind: "lost-reply" }, { request: "POST /projects" });
    const { reason, message } = await refusalOf(ground.project());
    assert.equal(reason, "outcome unknown");
    assert.include(message, 'It is not known whether Neon did create the project "shop"');
    assert.deepEqual(ground.requestsSince(0), ["POST /projects"]);
  });
});
