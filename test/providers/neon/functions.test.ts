import { assert } from "chai";
import { reveal, secret } from "../../../providers/server/wire";
import { Ground, type Made, refusalOf } from "./provider-ground";

describe("The Neon provider's functions", () => {
  let ground: Ground;
  let project: Made;
  let branchId: string;

  beforeEach(async () => {
    ground = await Ground.start();
    project = await ground.project({ defaultBranch: { databaseName: "shop", roleName: "app" } });
    branchId = String(project.outputs.defaultBranchId);
  });
  afterEach(() => ground.close());

  const ask = (name: string, args: Record<string, unknown>) =>
    ground.provider.invoke(`neon:index:${name}`, args);

  it("tell how to connect, in secret", async () => {
    const args = { projectId: project.id, databaseName: "shop", roleName: "app" };
    const { uri } = await ask("getConnectionUri", args);
    assert.deepEqual(uri, secret(reveal(uri, undefined)));
    const { password } = ground.neon.neon.branch(project.id, branchId).role("app");
    assert.include(reveal(uri, undefined), `app:${password}@${String(project.outputs.host)}/shop`);
    const pooled = await ask("getConnectionUri", { ...args, branchId, pooled: true });
    assert.include(reveal(pooled.uri, undefined), `@${String(project.outputs.poolerHost)}/shop`);
  });

  it("say what is wrong with a question, and what Neon refuses", async () => {
    const wrong = await refusalOf(
      ask("getConnectionUri", { projectId: project.id, pooled: "yes" }),
    );
    assert.equal(wrong.reason, "invalid");
    for (const name of ["databaseName", "roleName", "pooled"]) assert.include(wrong.message, name);
    const missing = { projectId: project.id, databaseName: "shop", roleName: "nobody" };
    assert.equal((await refusalOf(ask("getConnectionUri", missing))).reason, "not found");
  });

  it("find a branch by its id, its name or as the default", async () => {
    const { id } = await ground.create("Branch", { projectId: project.id, name: "pr-7" });
    const child = await ask("getBranch", { projectId: project.id, name: "pr-7" });
    assert.deepEqual(child, {
      id,
      projectId: project.id,
      name: "pr-7",
      parentId: branchId,
      initSource: "parent-data",
      default: false,
      protected: false,
    });
    assert.deepEqual(await ask("getBranch", { projectId: project.id, branchId: id }), child);
    const root = await ask("getBranch", { projectId: project.id });
    assert.deepInclude(root, { id: branchId, default: true });
    assert.notProperty(root, "parentId");
    const nobody = await refusalOf(ask("getBranch", { projectId: project.id, name: "pr-8" }));
    assert.equal(nobody.reason, "not found");
    const both = { projectId: project.id, branchId: id, name: "pr-7" };
    assert.equal((await refusalOf(ask("getBranch", both))).reason, "invalid");
  });

  it("list branches, computes and projects, as a recovery asks for them", async () => {
    const { id } = await ground.create("Branch", { projectId: project.id, name: "pr-7" });
    const inputs = { projectId: project.id, branchId: id, type: "read_write" };
    const endpoint = await ground.create("Endpoint", inputs);
    const branches = await ask("getBranches", { projectId: project.id });
    assert.sameMembers(idsOf(branches), [branchId, id]);
    const computes = await ask("getEndpoints", { projectId: project.id });
    assert.sameMembers(idsOf(computes), [String(project.outputs.defaultEndpointId), endpoint.id]);
    const { host, poolerHost } = endpoint.outputs;
    assert.deepEqual(await ask("getEndpoints", { projectId: project.id, branchId: id }), {
      results: [{ id: endpoint.id, ...inputs, host, poolerHost }],
    });
    const other = await ground.project({ name: "other" });
    assert.sameMembers(idsOf(await ask("getProjects", {})), [project.id, other.id]);
    const orgId = ground.neon.orgId;
    assert.sameMembers(idsOf(await ask("getProjects", { orgId })), [project.id, other.id]);
  });
});

function idsOf({ results }: Readonly<Record<string, unknown>>): string[] {
  return (results as readonly { readonly id: string }[]).map(({ id }) => id);
}
