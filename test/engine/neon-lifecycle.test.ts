import * as pulumi from "@pulumi/pulumi";
import { assert } from "chai";
import { functions } from "../../providers/neon/functions/functions";
import { resources } from "../../providers/neon/resources/resources";
import { getBranchOutput } from "../../providers/neon/sdk/get-branch";
import { getBranchesOutput } from "../../providers/neon/sdk/get-branches";
import { getConnectionUriOutput } from "../../providers/neon/sdk/get-connection-uri";
import { getEndpointsOutput } from "../../providers/neon/sdk/get-endpoints";
import { getProjectsOutput } from "../../providers/neon/sdk/get-projects";
import { NeonEmulator } from "../../sandbox/neon-api/neon-emulator";
import { deletions, drifts, type Ids } from "./support/neon-drift";
import { inputPaths } from "./support/neon-input-paths";
import { inventory, known } from "./support/neon-inventory";
import { NeonStack } from "./support/neon-stack";
import { declareWorld, regionId, vpcEndpointId } from "./support/neon-world";
import { changedSteps, changesOf, operate, type Operation } from "./support/operation";
import { assertAsPlanned } from "./support/planned";
import { describeEngine } from "./support/sandbox";
import { stateOf, verifyState } from "./support/state";

describeEngine("The life of one of everything of the Neon provider, on the engine", () => {
  let neon: NeonEmulator;
  let opened: NeonStack;

  before(async () => {
    neon = await NeonEmulator.start({ pace: { polls: 1 } });
    neon.neon.vpcEndpoints.set(vpcEndpointId, { regionId, label: "ours" });
    opened = await NeonStack.open({ neon, program: () => Promise.resolve(program()) });
  });
  after(async () => {
    opened.dispose();
    await neon.close();
  });
  afterEach(async () => {
    neon.assertPrepared();
    const state = await stateOf(opened.stack);
    assert.deepEqual(verifyState(state), []);
    assert.deepEqual(inventory(neon), known(state.resources));
  });

  it("`up` makes what preview planned, of every type, and asks every function", async () => {
    const planned = await operate(opened.stack, "preview");
    assert.isEmpty(neon.neon.projects, "a preview makes nothing");
    const done = await operate(opened.stack, "up");
    assertAsPlanned(done, planned);
    const made = done.steps.filter(({ operation }) => operation === "create");
    for (const { token } of resources) assert.include(typesOf(made), token);
    assert.lengthOf(functions, 5, "the program asks five functions");
  });

  it("answers functions with what is there, and connection strings as secrets", async () => {
    const outputs = await opened.stack.outputs();
    const ids = await idsOf();
    const project = neon.neon.project(ids.project);
    const { branch, content } = project.defaultBranch;
    assert.deepEqual(outputs.uri, {
      secret: true,
      value: uriOf(content.roles.get("shop_owner")?.password ?? "", String(outputs.host?.value)),
    });
    assert.deepEqual(outputs.branch?.value, [branch.id, "trunk", true]);
    assert.sameMembers(outputs.branches?.value as string[], ["trunk", "review-7", "masked"]);
    assert.sameMembers(outputs.endpoints?.value as string[], [...project.endpoints.keys()]);
    assert.sameMembers(outputs.projects?.value as string[], [ids.project, ids.closed]);
    assert.isTrue(outputs.password?.secret);
    assert.equal(outputs.password.value, content.roles.get("app")?.password);
    assert.isTrue(outputs.key?.secret);
    assert.isTrue(neon.neon.keys.has(String(outputs.key.value)));
  });

  it("a second `up` changes nothing, and refresh finds what `up` left", async () => {
    await operate(opened.stack, "up", { expectNoChanges: true });
    await operate(opened.stack, "refresh", { expectNoChanges: true });
    const planned = await operate(opened.stack, "preview", { expectNoChanges: true });
    assert.deepEqual(changesOf(planned), []);
  });

  for (const isChanged of [false, true]) {
    const how = isChanged ? "with what differs updated" : "with nothing to change";
    it(`is taken over by another stack through the import option, ${how}, and then left alone`, async () => {
      const ids = await idsOf();
      if (isChanged) for (const drift of Object.values(drifts)) drift.change(neon.neon, ids);
      // With a key of one project nothing else finds it; the state has Neon's own id all the same.
      const path = (id: string) => (/^(br|ep)-[^/]+$/.test(id) ? `${ids.project}/${id}` : id);
      const importIds = new Map(
        Object.entries(ids).map(([part, id]) => [`it-${part}`, isChanged ? id : path(id)]),
      );
      const second = await NeonStack.open({
        neon,
        program: () => {
          declareWorld({ name: "it", edition: 1, now: neon.clock.time, importIds });
          return Promise.resolve();
        },
      });
      try {
        const done = await operate(second.stack, "up");
        const imported = done.steps.filter(({ operation }) => operation === "import");
        assert.sameMembers(
          imported.map(({ name }) => name),
          [...importIds.keys()],
        );
        for (const { token } of resources) assert.include(typesOf(imported), token);
        const updated = changedSteps(done).filter(
          ({ operation, name }) => operation !== "import" && name !== "default",
        );
        assert.sameMembers(
          updated.map(({ operation, name }) => `${operation} ${name}`),
          isChanged ? Object.keys(drifts).map((part) => `update it-${part}`) : [],
        );
        // The option is still there: what has been taken over is not to be taken for another one, and replaced.
        await operate(second.stack, "up", { expectNoChanges: true });
        assert.deepEqual(known((await stateOf(second.stack)).resources), inventory(neon));
        assert.isEmpty(neon.neon.project(ids.project).deletedBranches);
      } finally {
        second.dispose();
      }
    });
  }

  it("changed behind the engine's back: shown by a refreshing preview, and taken back by `up`", async () => {
    const tokens = new Set(
      inputPaths.filter(({ field }) => field.change === "update").map(({ token }) => token),
    );
    const before = await seen();
    const ids = await idsOf();
    for (const drift of Object.values(drifts)) drift.change(neon.neon, ids);
    const planned = await operate(opened.stack, "preview", { refresh: true });
    const updates = changedSteps(planned).filter(({ operation }) => operation === "update");
    assert.deepEqual(
      Object.fromEntries(updates.map(({ name, diffs }) => [name, [...diffs].sort()])),
      Object.fromEntries(
        Object.entries(drifts).map(([part, { inputs }]) => [`it-${part}`, inputs]),
      ),
    );
    assert.sameMembers([...new Set(updates.map(({ type }) => type))], [...tokens]);
    await operate(opened.stack, "up", { refresh: true });
    assert.deepEqual(await seen(), before);
    await operate(opened.stack, "up", { expectNoChanges: true });
  });

  it("deleted behind the engine's back: made again by the next `up` that refreshes", async () => {
    // A project takes everything in it along: the one that holds least stands for both.
    const parts = Object.entries(deletions).filter(([part]) => part !== "project");
    const ids = await idsOf();
    for (const [, remove] of parts) {
      try {
        remove(neon.neon, ids);
      } catch {
        // It went with what held it.
      }
    }
    const done = await operate(opened.stack, "up", { refresh: true });
    const made = changedSteps(done).filter(({ operation }) => operation === "create");
    assert.sameMembers(
      made.map(({ name }) => name),
      parts.map(([part]) => `it-${part}`),
    );
    await operate(opened.stack, "up", { expectNoChanges: true });
  });

  it("destroy leaves nothing, and what is gone already counts as deleted", async () => {
    const ids = await idsOf();
    for (const part of ["endpoint", "database", "permission", "key", "schedule"] as const) {
      deletions[part](neon.neon, ids);
    }
    const done = await operate(opened.stack, "destroy");
    assert.isTrue(done.steps.every(({ operation }) => operation === "delete"));
    assert.isEmpty(neon.neon.projects);
    assert.lengthOf([...neon.neon.keys], 1);
    assert.deepEqual((await stateOf(opened.stack)).resources, []);
  });

  function program(): Record<string, pulumi.Input<unknown>> {
    const world = declareWorld({ name: "it", edition: 1, now: neon.clock.time });
    const { project, closed, role, key, branch, masked, endpoint } = world;
    const projectId = project.id;
    const there = { dependsOn: [branch, masked, endpoint, closed] };
    const named = pulumi.output({ databaseName: "shop", roleName: "shop_owner" });
    return {
      host: project.host,
      uri: getConnectionUriOutput(
        { projectId, databaseName: named.databaseName, roleName: named.roleName },
        there,
      ).uri,
      branch: getBranchOutput({ projectId }, there).apply((found) => [
        found.id,
        found.name,
        found.default,
      ]),
      branches: getBranchesOutput({ projectId }, there).results.apply((all) =>
        all.map(({ name }) => name),
      ),
      endpoints: getEndpointsOutput({ projectId }, there).results.apply((all) =>
        all.map(({ id }) => id),
      ),
      projects: getProjectsOutput({}, there).results.apply((all) => all.map(({ id }) => id)),
      password: role.password,
      key: key.key,
    };
  }

  /** The ids of everything in the state. */
  async function idsOf(): Promise<Ids> {
    const { resources: all } = await stateOf(opened.stack);
    const ours = all.filter(({ type }) => type.startsWith("neon:"));
    return Object.fromEntries(
      ours.map(({ urn, id }) => [urn.split("::it-")[1] ?? "", id]),
    ) as unknown as Ids;
  }

  /** Inputs and outputs of everything, as they were last read, by URN. */
  async function seen(): Promise<ReadonlyMap<string, unknown>> {
    const { resources: all } = await stateOf(opened.stack);
    const ours = all.filter(({ type }) => type.startsWith("neon:"));
    return new Map(ours.map(({ urn, inputs, outputs: has }) => [urn, { inputs, has }]));
  }
});

function typesOf(steps: Operation["steps"]): readonly string[] {
  return steps.map(({ type }) => type);
}

function uriOf(password: string, host: string): string {
  return `postgresql://shop_owner:${password}@${host}/shop?sslmode=require&channel_binding=require`;
}
