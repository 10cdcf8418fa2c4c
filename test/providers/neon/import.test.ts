import { assert } from "chai";
import { resources } from "../../../providers/neon/resources/resources";
import { reveal } from "../../../providers/server/wire";
import { oneOfEach, type Sample, sampleProject } from "./one-of-each";
import { Ground, type Made, refusalOf, subjectOf } from "./provider-ground";

describe("An import by the Neon provider", () => {
  let ground: Ground;
  let project: Made;

  beforeEach(async () => {
    ground = await Ground.start();
    await ground.project({ name: "before" });
    project = await sampleProject(ground);
    await ground.project({ name: "behind" });
  });
  afterEach(() => ground.close());

  const sampleOf = (type: string): Sample | undefined =>
    oneOfEach(ground, project).find((each) => each.type === type);

  for (const { token } of resources) {
    const type = token.replace("neon:index:", "");

    it(`is of a ${type} by the id that it has in the state, and replaces nothing`, async () => {
      const { inputs } = sampleOf(type) ?? { inputs: {} };
      const made = await ground.create(type, inputs);
      const imported = await ground.import(type, made.id);
      // Another id would be another resource to the engine, which deletes what it imported before.
      assert.equal(imported?.id, made.id);
      const { outputs = {}, inputs: live = {} } = imported ?? {};
      const { replacing } = ground.provider.diff(subjectOf(type), made.id, live, inputs, outputs);
      assert.deepEqual(replacing, []);
      assert.containsAllDeepKeys(live, Object.keys(inputs));
      await ground.delete(made);
      assert.isUndefined(await ground.import(type, made.id));
    });
  }

  it("asks project by project where the id does not say which", async () => {
    const { id } = await ground.create("Branch", { projectId: project.id, name: "pr-7" });
    const before = ground.neon.requests.length;
    assert.equal((await ground.import("Branch", id))?.inputs.projectId, project.id);
    const asked = ground.requestsSince(before);
    assert.equal(asked[0], "GET /projects");
    assert.equal(asked.at(-1), `GET /projects/${project.id}/branches/${id}`);
  });

  it("gives up where Neon refuses to answer", async () => {
    const { id } = await ground.create("Branch", { projectId: project.id, name: "pr-7" });
    const request = { request: "GET /projects/*/branches/*", times: 100 };
    ground.neon.faults.plan({ kind: "server-error", status: 500 }, request);
    assert.equal((await refusalOf(ground.import("Branch", id))).reason, "server error");
    ground.neon.faults.clear();
  });

  it("is by a path with a key that may not list projects, and of the id at its end", async () => {
    const { outputs } = await ground.create("ApiKey", { projectId: project.id, name: "ci" });
    const scoped = Ground.of(ground.neon, String(reveal(outputs.key, undefined)));
    for (const type of ["Branch", "AnonymizedBranch", "Endpoint"]) {
      const made = await ground.create(type, sampleOf(type)?.inputs ?? {});
      const { message } = await refusalOf(scoped.import(type, made.id));
      assert.include(message, `import it as <project id>/${made.id}`);
      const imported = await scoped.import(type, `${project.id}/${made.id}`);
      assert.equal(imported?.id, made.id);
      assert.equal(imported?.outputs.projectId, project.id);
      await ground.delete(made);
    }
  });

  it("is refused by a path that says too little or too much", async () => {
    assert.include((await refusalOf(ground.import("Branch", "a/b/c"))).message, "Import it as");
    for (const type of ["ProjectPermission", "VpcEndpointAssignment"]) {
      const { message } = await refusalOf(ground.import(type, "it"));
      assert.include(message, "Import it as <project id>/<id>");
    }
  });
});
