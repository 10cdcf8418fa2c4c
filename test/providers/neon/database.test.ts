import { assert } from "chai";
import { Ground, type Made, refusalOf } from "./provider-ground";

describe("The Neon provider's Database", () => {
  let ground: Ground;
  let project: Made;
  let inputs: { projectId: string; branchId: string; name: string; ownerName: string };

  beforeEach(async () => {
    ground = await Ground.start();
    project = await ground.project({
      defaultBranch: { databaseName: "shop", roleName: "migrator" },
    });
    const branchId = String(project.outputs.defaultBranchId);
    await ground.create("Role", { projectId: project.id, branchId, name: "app" });
    inputs = { projectId: project.id, branchId, name: "orders", ownerName: "app" };
  });
  afterEach(() => ground.close());

  const database = (name: string) =>
    ground.neon.neon.branch(inputs.projectId, inputs.branchId).content.databases.get(name);

  it("is made, read and imported under its path", async () => {
    const made = await ground.create("Database", inputs);
    assert.equal(made.id, `${inputs.projectId}/${inputs.branchId}/orders`);
    assert.deepEqual(made.outputs, inputs);
    assert.deepEqual((await ground.import("Database", made.id))?.inputs, inputs);
    assert.isUndefined(await ground.import("Database", `${made.id}-of-nobody`));
  });

  it("adopts one that is there, and gives it the owner", async () => {
    assert.equal(database("shop")?.owner_name, "migrator");
    const { outputs } = await ground.create("Database", { ...inputs, name: "shop" });
    assert.equal(outputs.ownerName, "app");
    assert.equal(database("shop")?.owner_name, "app");
  });

  it("is renamed with another owner, and is found and deleted under its new name", async () => {
    const made = await ground.create("Database", inputs);
    const news = { ...inputs, name: "sales/2030", ownerName: "migrator" };
    const renamed = await ground.update(made, news);
    assert.deepEqual(renamed.outputs, news);
    assert.isUndefined(database("orders"));
    assert.deepEqual((await ground.refresh(renamed))?.inputs, news);
    await ground.delete(renamed);
    assert.isUndefined(database("sales/2030"));
    await ground.delete(renamed);
  });

  it("goes on where an update was cut off after the rename", async () => {
    const made = await ground.create("Database", inputs);
    await ground.update(made, { ...inputs, name: "sales" });
    const { outputs } = await ground.update(made, {
      ...inputs,
      name: "sales",
      ownerName: "migrator",
    });
    assert.deepInclude(outputs, { name: "sales", ownerName: "migrator" });
  });

  it("says what fails where an update was cut off after the rename, and not that the old name is gone", async () => {
    const made = await ground.create("Database", inputs);
    await ground.update(made, { ...inputs, name: "sales" });
    ground.neon.faults.plan(
      { kind: "server-error", status: 500 },
      { request: "PATCH /projects/*/branches/*/databases/sales", times: 100 },
    );
    const again = ground.update(made, { ...inputs, name: "sales", ownerName: "migrator" });
    assert.notEqual((await refusalOf(again)).reason, "not found");
    ground.neon.faults.clear();
  });

  it("names what is missing when it is given an owner that there is not", async () => {
    const made = await ground.create("Database", inputs);
    const update = ground.update(made, { ...inputs, name: "sales", ownerName: "nobody" });
    const { reason, message } = await refusalOf(update);
    assert.equal(reason, "not found");
    assert.include(message, `/databases/orders`);
    assert.isDefined(database("orders"));
  });

  it("sees another owner, and that it is gone", async () => {
    const made = await ground.create("Database", inputs);
    const branch = ground.neon.neon.branch(inputs.projectId, inputs.branchId);
    branch.putDatabase({ ...branch.database("orders"), owner_name: "migrator" });
    assert.equal((await ground.refresh(made))?.inputs.ownerName, "migrator");
    branch.removeDatabase("orders");
    assert.isUndefined(await ground.refresh(made));
  });
});
