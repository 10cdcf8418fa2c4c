import { assert } from "chai";
import { secret } from "../../../providers/server/wire";
import type { Plan, PlanLimits } from "../../../sandbox/neon-api/plans";
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

  it("keeps secret what the program gives as a secret", async () => {
    const made = await ground.project({ name: secret("shop") });
    assert.deepEqual(made.outputs.name, secret("shop"));
    ground.neon.neon.project(made.id).project.name = "store";
    const refreshed = await ground.refresh(made);
    assert.deepEqual(refreshed?.inputs.name, secret("store"));
    assert.deepEqual(refreshed?.outputs.name, secret("store"));
    const updated = await ground.update(made, { ...made.inputs, historyRetentionSeconds: 0 });
    assert.deepEqual(updated.outputs.name, secret("shop"));
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

  it("leaves alone what the program never said", async () => {
    const made = await ground.project();
    ground.neon.neon.project(made.id).project.history_retention_seconds = 3_600;
    const { outputs } = await ground.update(made, { ...leastProject, name: "store" });
    assert.deepInclude(outputs, { name: "store", historyRetentionSeconds: 3_600 });
  });

  it("sends only what the program says when it is made", async () => {
    await ground.project();
    const sent = ground.neon.requests.find(({ method }) => method === "POST");
    assert.deepEqual(sent?.body, { project: { name: "shop", region_id: "aws-eu-central-1" } });
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
    await ground.create("Branch", { projectId: made.id, name: "open" });
    const { reason, message } = await refusalOf(ground.delete(made));
    assert.equal(reason, "precondition failed");
    assert.include(message, 'its branch "main" is protected. Set protected to false');
    assert.isDefined(await ground.refresh(made));
  });

  it("is not deleted while another branch than the one it came with is protected", async () => {
    const made = await ground.project();
    await ground.create("Branch", { projectId: made.id, name: "orders", protected: true });
    const { message } = await refusalOf(ground.delete(made));
    assert.include(message, 'its branch "orders" is protected');
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
});

describe("The Neon provider's Project, by the plan of its organisation", () => {
  const historyOf = async (plan: Plan, inputs: object, limits: Partial<PlanLimits> = {}) => {
    const ground = await Ground.start({ plan, limits });
    const problems = await ground.provider.check(subjectOf("Project"), {
      ...leastProject,
      orgId: ground.neon.orgId,
      ...inputs,
    });
    await ground.close();
    return problems.map(({ property, reason }) => `${property} ${reason}`);
  };
  const days = (count: number) => ({ historyRetentionSeconds: count * 86_400 });

  it("keeps as much history as that allows", async () => {
    assert.isEmpty(await historyOf("free", days(0.25)));
    assert.isEmpty(await historyOf("launch", days(7)));
    assert.isEmpty(await historyOf("scale", days(30)));
    const [free] = await historyOf("free", days(1));
    assert.match(free ?? "", /^historyRetentionSeconds is 86400; the plan "free_v3" .+ 21600/);
    const [launch] = await historyOf("launch", days(8));
    assert.match(launch ?? "", /the plan "launch_v3" of org-.+ at most 604800 \(7 days\)/);
  });

  it("is not refused for a plan that nobody here knows, or an organisation that is not said", async () => {
    assert.isEmpty(await historyOf("free", days(30), { name: "business" }));
    assert.isEmpty(await historyOf("free", { ...days(30), orgId: undefined }));
  });

  it("is refused in Neon's words where the check could not know", async () => {
    const ground = await Ground.start({ plan: "launch" });
    const { reason, message } = await refusalOf(ground.project(days(30)));
    assert.equal(reason, "invalid");
    assert.include(message, "above the limit of your plan");
    await ground.close();
  });
});
