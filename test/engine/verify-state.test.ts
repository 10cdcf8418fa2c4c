import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "chai";
import type { StateResource } from "../../operations/stack/state";
import { ObjectStore } from "../../sandbox/cloud/object-store";
import { compareWithClouds, verifyState } from "./support/state";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::platform::${type}::${name}`;
const providerUrn = urnOf("pulumi:providers:aws", "aws");

const stack: StateResource = {
  urn: urnOf("pulumi:pulumi:Stack", "dev"),
  type: "pulumi:pulumi:Stack",
};
const provider: StateResource = {
  urn: providerUrn,
  type: "pulumi:providers:aws",
  custom: true,
  id: "7",
  parent: stack.urn,
};
const topic: StateResource = {
  urn: urnOf("aws:sns/topic:Topic", "alerts"),
  type: "aws:sns/topic:Topic",
  custom: true,
  id: "arn:alerts",
  parent: stack.urn,
  provider: `${providerUrn}::7`,
};
const policy: StateResource = {
  ...topic,
  urn: urnOf("aws:sns/topicPolicy:TopicPolicy", "alerts"),
  type: "aws:sns/topicPolicy:TopicPolicy",
  dependencies: [topic.urn],
  propertyDependencies: { arn: [topic.urn] },
};
const sound = [stack, provider, topic, policy];

describe("What the engine tests hold a state against", () => {
  const problemsOf = (resources: readonly StateResource[]) =>
    verifyState({ resources, pendingOperations: [] });

  it("finds nothing wrong with a sound state, nor with what waits to be deleted", () => {
    assert.deepEqual(problemsOf(sound), []);
    assert.deepEqual(problemsOf([...sound, { ...topic, delete: true }]), []);
  });

  for (const [what, resources, problem] of [
    ["a resource without a URN", [stack, { ...provider, urn: "" }], /has no URN/],
    ["a resource without a type", [{ ...stack, type: "" }], /has no type/],
    [
      "a URN of another type",
      [stack, { ...provider, type: "pulumi:providers:x" }],
      /is not of type/,
    ],
    ["a resource without an id", [stack, provider, { ...topic, id: "" }], /has no id/],
    ["a provider that is not there", [stack, topic], /the provider of .*alerts does not come/],
    [
      "a provider that was replaced",
      [stack, { ...provider, id: "8" }, topic],
      /the provider of .*alerts does not come/,
    ],
    ["a parent that comes later", [provider, stack], /aws comes before what it needs/],
    ["a dependency that comes later", [stack, provider, policy, topic], /comes before what it/],
    [
      "a property's dependency that is not there",
      [stack, provider, { ...policy, dependencies: [] }],
      /comes before what it needs: .*Topic::alerts$/,
    ],
    ["a URN twice", [...sound, topic], /is there twice/],
  ] as const) {
    it(`finds ${what}`, () => {
      const problems = problemsOf(resources);
      assert.isNotEmpty(problems);
      assert.match(problems[0] ?? "", problem);
    });
  }

  it("finds what only the clouds or only the state knows", () => {
    const folder = mkdtempSync(join(tmpdir(), "clouds-"));
    try {
      mkdirSync(join(folder, "clouds"));
      const store = new ObjectStore(join(folder, "clouds"));
      const state = { resources: [stack, provider, topic], pendingOperations: [] };
      assert.deepEqual(compareWithClouds(state, folder), [
        `the clouds do not hold ${topic.urn} arn:alerts`,
      ]);
      const { urn, type } = topic;
      const shelf = { type, accountId: "111111111111", region: "eu-west-1" };
      const object = { id: "arn:alerts", type, urn, inputs: [], properties: {} };
      store.put(shelf, { ...object, generation: 1 });
      assert.deepEqual(compareWithClouds(state, folder), []);
      store.put(shelf, { ...object, generation: 2 });
      assert.deepEqual(compareWithClouds(state, folder), [
        `the state does not know ${urn} arn:alerts`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
