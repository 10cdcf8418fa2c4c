import { assert } from "chai";
import fc from "fast-check";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { NeonApi } from "../../../providers/neon/api/neon-api";
import { NeonProvider } from "../../../providers/neon/provider";
import { resources } from "../../../providers/neon/resources/resources";
import type { Field } from "../../../providers/neon/schema/field";
import type { Difference } from "../../../providers/server/provider";
import type { WireMap } from "../../../providers/server/wire";
import { leastProject, subjectOf } from "./provider-ground";

const provider = new NeonProvider(new NeonApi({ apiKey: undefined }));

function diff(type: string, olds: WireMap, news: WireMap, state: WireMap = olds): Difference {
  return provider.diff(subjectOf(type), "id", olds, news, state);
}

const project = (inputs: WireMap) => ({ ...leastProject, ...inputs });

describe("The Neon provider's diff", () => {
  it("is in each table: an input updates, replaces or is ignored, and so is each in an object", () => {
    for (const { token, inputs } of resources) {
      for (const [name, field] of Object.entries(inputs))
        assertStatesChange(`${token} ${name}`, field);
    }
  });

  it("updates or replaces by the input that changed", () => {
    const old = project({ pgVersion: 16, defaultBranch: { name: "main", databaseName: "app" } });
    assert.deepEqual(diff("Project", old, { ...old, name: "store" }), {
      changed: ["name"],
      replacing: [],
      deleteFirst: false,
    });
    assert.deepEqual(diff("Project", old, { ...old, pgVersion: 17 }).replacing, ["pgVersion"]);
    const renamed = { ...old, defaultBranch: { name: "trunk", databaseName: "app" } };
    assert.deepEqual(diff("Project", old, renamed).replacing, []);
    assert.deepEqual(diff("Project", old, renamed).changed, ["defaultBranch"]);
    const other = { ...old, defaultBranch: { name: "main", databaseName: "shop" } };
    assert.deepEqual(diff("Project", old, other).replacing, ["defaultBranch"]);
  });

  it("takes a default and what is not said for the same, both ways", () => {
    const said = project({
      historyRetentionSeconds: 86_400,
      defaultBranch: { name: "main", protected: false },
      settings: { quota: { activeTimeSeconds: 0 }, allowedIps: { ips: [] } },
    });
    assert.isEmpty(diff("Project", leastProject, said).changed);
    assert.isEmpty(diff("Project", said, leastProject).changed);
    assert.isNotEmpty(diff("Project", said, project({ historyRetentionSeconds: 1 })).changed);
  });

  it("replaces nothing for saying what is so already, nor for what Neon does not tell", () => {
    const state = project({ pgVersion: 17, orgId: "org-1" });
    const news = { ...state, defaultBranch: { databaseName: "app", roleName: "migrator" } };
    assert.isEmpty(diff("Project", leastProject, news, state).changed);
    const other = project({ pgVersion: 16 });
    assert.deepEqual(diff("Project", leastProject, other, state).replacing, ["pgVersion"]);
  });

  it("replaces nothing for no longer saying what only another resource could change", () => {
    assert.isEmpty(diff("Project", project({ pgVersion: 16, orgId: "o" }), leastProject).changed);
  });

  it("takes orders of addresses and spellings of an instant for the same", () => {
    const ips = (...list: readonly string[]) =>
      project({ settings: { allowedIps: { ips: list } } });
    fc.assert(
      fc.property(
        fc
          .array(fc.ipV4())
          .chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
            ),
          ),
        ([list, shuffled]) => {
          assert.isEmpty(diff("Project", ips(...list), ips(...shuffled)).changed);
        },
      ),
    );
    assert.isNotEmpty(diff("Project", ips("10.0.0.1"), ips("10.0.0.1", "10.0.0.1")).changed);
    const branch = (expiresAt: string) => ({ projectId: "p", name: "b", expiresAt });
    const [one, same] = [branch("2030-01-01T00:00:00Z"), branch("2030-01-01T01:00:00+01:00")];
    assert.isEmpty(diff("Branch", one, same).changed);
    assert.deepEqual(diff("Branch", one, branch("2030-01-01T00:00:01Z")).changed, ["expiresAt"]);
  });

  it("takes a value that is not known yet for another", () => {
    const olds = { projectId: "p", name: "pr-7" };
    const news = { projectId: rpc.unknownValue, name: "pr-7" };
    assert.deepEqual(diff("Branch", olds, news), {
      changed: ["projectId"],
      replacing: ["projectId"],
      deleteFirst: false,
    });
    const unknown = project({ defaultBranch: rpc.unknownValue });
    const { changed, replacing } = diff("Project", leastProject, unknown);
    assert.deepEqual({ changed, replacing }, { changed: ["defaultBranch"], replacing: [] });
  });

  it("shows at a preview what is known, and Neon's part as unknown until it is there", () => {
    const inputs = { projectId: "p", branchId: rpc.unknownValue, type: "read_write" };
    const subject = subjectOf("Endpoint");
    const planned = provider.preview(subject, inputs);
    assert.deepEqual(planned, { ...inputs, host: rpc.unknownValue, poolerHost: rpc.unknownValue });
    const there = { ...inputs, branchId: "br-1", host: "h", poolerHost: "p" };
    const news = { ...inputs, branchId: "br-1", suspendTimeoutSeconds: 60 };
    const updated = provider.previewUpdate(subject, "ep-1", there, news);
    assert.deepEqual(updated, { ...news, host: "h", poolerHost: "p" });
  });
});

function assertStatesChange(path: string, { type, change }: Field): void {
  if (change !== undefined) assert.include(["update", "replace", "ignored"], change, path);
  else if (type.kind !== "object") assert.fail(`${path} does not say what a change means`);
  if (type.kind !== "object") return;
  for (const [name, field] of Object.entries(type.fields))
    assertStatesChange(`${path}.${name}`, field);
}
