import { assert } from "chai";
import { OperationStatus } from "@neondatabase/api-client";
import { secret } from "../../../providers/server/wire";
import { Ground, incompleteOf, type Made, refusalOf } from "./provider-ground";

describe("The Neon provider's Role", () => {
  let ground: Ground;
  let project: Made;
  let branchId: string;

  beforeEach(async () => {
    ground = await Ground.start();
    project = await ground.project({ defaultBranch: { roleName: "migrator" } });
    branchId = String(project.outputs.defaultBranchId);
  });
  afterEach(() => ground.close());

  const role = (name = "app") => ground.create("Role", { projectId: project.id, branchId, name });
  const stored = (name = "app") => ground.neon.neon.branch(project.id, branchId).role(name);
  const requestsOf = (method: string) =>
    ground.neon.requests.filter((each) => each.operation === method);

  it("has a password that is secret from arrival, and stays the same", async () => {
    const made = await role();
    assert.equal(made.id, `${project.id}/${branchId}/app`);
    assert.deepEqual(made.outputs.password, secret(stored().password));
    assert.deepEqual((await ground.refresh(made))?.outputs, made.outputs);
    assert.isEmpty(requestsOf("resetProjectBranchRolePassword"));
  });

  it("adopts a role that is there, with a new password", async () => {
    const { password } = stored("migrator");
    const made = await role("migrator");
    assert.notEqual(stored("migrator").password, password);
    assert.deepEqual(made.outputs.password, secret(stored("migrator").password));
  });

  it("waits until a new password is in force", async () => {
    ground.neon.neon.pace = { polls: 3 };
    await role("migrator");
    assert.include(ground.progress, "apply_config is running");
  });

  it("sees another password, and that the role is gone", async () => {
    const made = await role();
    const before = stored();
    ground.neon.neon.branch(project.id, branchId).putRole({ ...before, password: "npg_other" });
    assert.deepEqual((await ground.refresh(made))?.outputs.password, secret("npg_other"));
    ground.neon.neon.branch(project.id, branchId).removeRole("app");
    assert.isUndefined(await ground.refresh(made));
  });

  it("keeps the password that Neon told once, where the project stores none", async () => {
    ground.neon.neon.project(project.id).project.store_passwords = false;
    const made = await role();
    assert.deepEqual(made.outputs.password, secret(stored().password));
    assert.deepEqual((await ground.refresh(made))?.outputs.password, made.outputs.password);
    const imported = await ground.import("Role", made.id);
    assert.notProperty(imported?.outputs, "password");
  });

  it("keeps its password in the state where Neon fails to tell it", async () => {
    const made = await role();
    ground.neon.faults.plan(
      { kind: "server-error", status: 500 },
      { request: "GET /projects/*/branches/*/roles/*/reveal_password", times: 6 },
    );
    assert.include((await refusalOf(ground.refresh(made))).message, "500");
    assert.deepEqual((await ground.refresh(made))?.outputs, made.outputs);
  });

  it("is imported by its path, also with a name that a path must quote", async () => {
    const made = await role("app/read only?");
    const imported = await ground.import("Role", made.id);
    assert.deepEqual(imported?.inputs, made.inputs);
    assert.deepEqual(imported?.outputs, made.outputs);
    const { message } = await refusalOf(ground.import("Role", "app"));
    assert.include(message, "Import it as <project id>/<branch id>/<name>");
    await ground.delete(made);
    assert.isUndefined(await ground.refresh(made));
  });

  it("loses neither role nor password when its operation fails", async () => {
    ground.neon.neon
      .project(project.id)
      .operations.fail({ status: OperationStatus.Failed, error: "no room" });
    const { message, left } = await incompleteOf(role());
    assert.include(message, "no room");
    assert.equal(left.id, `${project.id}/${branchId}/app`);
    const { password } = stored();
    assert.deepEqual(left.outputs.password, secret(password));
    assert.notInclude(message, password);
  });

  it("is not deleted while it owns a database, and is deleted twice without harm", async () => {
    const made = await role();
    const inputs = { projectId: project.id, branchId, name: "shop", ownerName: "app" };
    const database = await ground.create("Database", inputs);
    assert.include((await refusalOf(ground.delete(made))).message, "owns the database shop");
    await ground.delete(database);
    await ground.delete(made);
    await ground.delete(made);
    assert.isUndefined(await ground.refresh(made));
  });
});
