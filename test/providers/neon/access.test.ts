import { assert } from "chai";
import { holdsSecret, reveal } from "../../../providers/server/wire";
import { Ground, type Made, refusalOf, subjectOf } from "./provider-ground";
import { some } from "../../support/some";

describe("The Neon provider's ProjectPermission, VpcEndpointAssignment and ApiKey", () => {
  let ground: Ground;
  let project: Made;

  beforeEach(async () => {
    ground = await Ground.start();
    project = await ground.project();
  });
  afterEach(() => ground.close());

  const reasonsOf = async (type: string, inputs: Record<string, unknown>) =>
    (await ground.provider.check(subjectOf(type), inputs)).map(({ property }) => property);

  describe("ProjectPermission", () => {
    const permission = (email = "ada@example.com") =>
      ground.create("ProjectPermission", { projectId: project.id, email });
    const permissions = () => ground.neon.neon.project(project.id).permissions;

    it("is granted, imported and revoked", async () => {
      const made = await permission();
      const [id = ""] = permissions().keys();
      assert.equal(made.id, `${project.id}/${id}`);
      const imported = await ground.import("ProjectPermission", made.id);
      assert.deepEqual(imported?.inputs, made.inputs);
      assert.equal(imported?.id, made.id);
      const path = `${project.id}/ada@example.com`;
      assert.deepEqual(await ground.import("ProjectPermission", path), imported);
      const granted = permissions().get(id);
      assert.isDefined(granted);
      permissions().set(id, { ...granted, revoked_at: "2030-01-01T00:00:00Z" });
      assert.isUndefined(await ground.refresh(made));
      permissions().set(id, granted);
      await ground.delete(made);
      assert.equal(permissions().size, 0);
      assert.isUndefined(await ground.refresh(made));
      await ground.delete(made);
    });

    it("is not taken over from whoever granted it first", async () => {
      await permission();
      assert.equal((await refusalOf(permission())).reason, "already exists");
    });

    it("is of an e-mail address", async () => {
      const reasons = (email: string) =>
        reasonsOf("ProjectPermission", { projectId: project.id, email });
      assert.deepEqual(await reasons("ada"), ["email"]);
      assert.deepEqual(await reasons("ada@example.com"), []);
    });
  });

  describe("VpcEndpointAssignment", () => {
    const vpcEndpointId = "vpce-1234567890abcdef0";
    const assignment = (label = "cells") =>
      ground.create("VpcEndpointAssignment", { projectId: project.id, vpcEndpointId, label });
    const assigned = () => ground.neon.neon.project(project.id).vpcEndpoints;

    it("is set, labelled anew, imported and taken away", async () => {
      const regionId = "aws-eu-central-1";
      ground.neon.neon.vpcEndpoints.set(vpcEndpointId, { regionId, label: "ours" });
      const made = await assignment();
      assert.equal(assigned().get(vpcEndpointId), "cells");
      const labelled = await ground.update(made, { ...made.inputs, label: "blue" });
      assert.equal(labelled.outputs.label, "blue");
      assert.equal(assigned().get(vpcEndpointId), "blue");
      const imported = await ground.import(
        "VpcEndpointAssignment",
        `${project.id}/${vpcEndpointId}`,
      );
      assert.deepEqual(imported?.inputs, labelled.inputs);
      assigned().set(vpcEndpointId, "theirs");
      assert.equal((await ground.refresh(labelled))?.inputs.label, "theirs");
      await ground.delete(labelled);
      assert.isUndefined(await ground.refresh(labelled));
      await ground.delete(labelled);
    });

    it("is refused in Neon's words where the organisation has no such endpoint", async () => {
      const { message } = await refusalOf(assignment());
      assert.include(message, "not assigned to the project's organization in its region");
    });
  });

  describe("ApiKey", () => {
    const apiKey = (name = "ci") => ground.create("ApiKey", { projectId: project.id, name });
    const keys = () => [...ground.neon.neon.keys.values()].filter(({ name }) => name === "ci");

    it("opens one project only, and is secret from arrival", async () => {
      const made = await apiKey();
      const [key] = keys();
      assert.equal(key?.projectId, project.id);
      assert.equal(made.id, `${ground.neon.orgId}/${String(key?.id)}`);
      assert.equal(made.outputs.orgId, ground.neon.orgId);
      assert.isTrue(holdsSecret(made.outputs.key));
      assert.equal(reveal(made.outputs.key, undefined), key?.token);
    });

    it("keeps the key, which is told once, and is imported without it", async () => {
      const made = await apiKey();
      assert.deepEqual((await ground.refresh(made))?.outputs, made.outputs);
      const imported = await ground.import("ApiKey", made.id);
      assert.deepEqual(imported?.inputs, made.inputs);
      assert.notProperty(imported?.outputs, "key");
      assert.include((await refusalOf(ground.import("ApiKey", "7"))).message, "<organisation id>/");
    });

    it("is revoked, also when its project is gone", async () => {
      const made = await apiKey();
      await ground.delete(project);
      await ground.delete(made);
      assert.isEmpty(keys());
      assert.isUndefined(await ground.refresh(made));
      await ground.delete(made);
    });

    it("is not made for a personal project", async () => {
      const { project: live } = ground.neon.neon.project(project.id);
      delete live.org_id;
      const { reason, message } = await refusalOf(apiKey());
      assert.equal(reason, "precondition failed");
      assert.include(message, "belongs to a person");
      assert.isEmpty(keys());
    });

    it("leaves none behind when no answer comes through, and says so without a key", async () => {
      const request = "POST /organizations/*/api_keys";
      ground.neon.faults.plan({ kind: "lost-reply" }, { request, times: 100 });
      const { reason, message } = await refusalOf(apiKey());
      assert.equal(reason, "unreachable");
      assert.include(message, "the key was revoked");
      assert.isEmpty(keys());
      for (const text of some(ground.neon.secrets)) assert.notInclude(message, text);
      ground.neon.faults.clear();
    });

    it("names the key that it could not revoke", async () => {
      const request = "POST /organizations/*/api_keys";
      ground.neon.faults.plan({ kind: "lost-reply" }, { request });
      const revocation = { request: "DELETE /organizations/*/api_keys/*", times: 100 };
      ground.neon.faults.plan({ kind: "refused" }, revocation);
      const { reason, message } = await refusalOf(apiKey());
      assert.equal(reason, "outcome unknown");
      assert.include(message, `revoke the API key ${String(keys()[0]?.id)}`);
      ground.neon.faults.clear();
    });
  });
});
