import { assert } from "chai";
import { Ground, type Made, subjectOf } from "./provider-ground";

const daily = { frequency: "daily", hour: 3, retentionSeconds: 604_800 };
const weekly = { frequency: "weekly", hour: 4, day: 1 };

describe("The Neon provider's SnapshotSchedule", () => {
  let ground: Ground;
  let project: Made;
  let inputs: { projectId: string; branchId: string; schedule: readonly object[] };

  beforeEach(async () => {
    ground = await Ground.start();
    project = await ground.project();
    const branchId = String(project.outputs.defaultBranchId);
    inputs = { projectId: project.id, branchId, schedule: [daily, weekly] };
  });
  afterEach(() => ground.close());

  const schedule = () => ground.neon.neon.branch(inputs.projectId, inputs.branchId).schedule;
  const check = async (news: object) => {
    const problems = await ground.provider.check(subjectOf("SnapshotSchedule"), {
      ...inputs,
      ...news,
    });
    return Object.fromEntries(problems.map(({ property, reason }) => [property, reason]));
  };

  it("is set, changed and taken away", async () => {
    const made = await ground.create("SnapshotSchedule", inputs);
    assert.equal(made.id, `${inputs.projectId}/${inputs.branchId}/snapshot-schedule`);
    assert.deepEqual(schedule(), [
      { frequency: "daily", hour: 3, retention_seconds: 604_800 },
      { frequency: "weekly", hour: 4, day: 1 },
    ]);
    const changed = await ground.update(made, { ...inputs, schedule: [weekly] });
    assert.deepEqual(changed.outputs.schedule, [weekly]);
    await ground.delete(changed);
    assert.isEmpty(schedule());
    assert.isUndefined(await ground.refresh(changed));
    await ground.delete(changed);
  });

  it("is imported, and the order of its items means nothing", async () => {
    inputs.schedule = [daily, weekly, { frequency: "yearly", hour: 3, day: 31, month: 12 }];
    const { id, outputs } = await ground.create("SnapshotSchedule", inputs);
    assert.deepEqual((await ground.import("SnapshotSchedule", id))?.inputs, inputs);
    inputs.schedule = [daily, weekly];
    const differs = (items: readonly object[]) =>
      ground.provider.diff(
        subjectOf("SnapshotSchedule"),
        id,
        inputs,
        { ...inputs, schedule: items },
        outputs,
      ).changed;
    assert.isEmpty(differs([weekly, daily]));
    assert.deepEqual(differs([weekly, { ...daily, hour: 4 }]), ["schedule"]);
  });

  it("says each part that a frequency has not", async () => {
    const problems = await check({
      schedule: [
        { frequency: "monthly", hour: 3, day: 31 },
        { frequency: "daily", hour: 3, day: 2 },
        { frequency: "weekly", day: 8 },
        { frequency: "hourly", hour: 3 },
        { frequency: "yearly", hour: 3, day: 31, month: 12 },
        { frequency: "monthly", month: 12 },
      ],
    });
    assert.sameMembers(Object.keys(problems), [
      ...["schedule[1].day", "schedule[2].day", "schedule[3].hour", "schedule[5].month"],
    ]);
    const { "schedule[0].frequency": reason } = await check({ schedule: [{ frequency: "often" }] });
    assert.include(reason, "hourly, daily, weekly, monthly, yearly");
    assert.property(await check({ schedule: [] }), "schedule");
    assert.property(
      await check({ schedule: [{ frequency: "daily", retentionSeconds: 3_599 }] }),
      "schedule[0].retentionSeconds",
    );
  });

  it("asks whether the branch is a root, before anything is set", async () => {
    assert.isEmpty(await check({}));
    const child = await ground.create("Branch", { projectId: project.id, name: "pr-7" });
    const problems = await check({ branchId: child.id });
    assert.include(problems.branchId, `a child of ${inputs.branchId}`);
    const root = await ground.create("Branch", {
      projectId: project.id,
      name: "schema",
      initSource: "schema-only",
    });
    assert.isEmpty(await check({ branchId: root.id }));
  });

  it("lets pass what Neon does not know yet, or does not answer", async () => {
    assert.isEmpty(await check({ branchId: "br-of-nobody-00000000" }));
    ground.neon.faults.plan({ kind: "refused" }, { request: "GET /projects/*/branches/*" });
    assert.isEmpty(await check({}));
    assert.equal(ground.neon.faults.pending, 0);
  });
});
