import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";
import {
  createsListed,
  plannedCreations,
  withoutPlannedSecrets,
} from "../../../operations/stack/planned";
import type { ExportedState } from "../../../operations/stack/state";

const vpc = "aws:ec2/vpc:Vpc";
const provider = "urn:pulumi:dev::platform::pulumi:providers:aws::aws";
const parent = "urn:pulumi:dev::platform::platform:aws:Network::home";
const urn = `${parent}$${vpc}::network`;
const tags = { "logical-name": "network" };
const sealed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const state: ExportedState = {
  version: 3,
  deployment: {
    resources: [
      { urn: provider, type: "pulumi:providers:aws", custom: true, id: "one" },
      { urn: parent, type: "platform:aws:Network" },
    ],
  },
};

/** A step as a preview tells it. */
function step(change: Partial<NonNullable<StepEventMetadata["new"]>> = {}, op = "create") {
  const { type = vpc } = change;
  const wanted = {
    ...{ type, urn, custom: true, id: "", parent, outputs: {} },
    ...{ provider: `${provider}::one`, inputs: { tags }, ...change },
  };
  const metadata = { op, urn, type, new: wanted, provider } as StepEventMetadata;
  return { sequence: 1, timestamp: 0, resourcePreEvent: { metadata } } as EngineEvent;
}

describe("what the plan creates and an earlier `up` may have made unheard", () => {
  const isSought = (event: EngineEvent, before = state) =>
    plannedCreations([event], before).length === 1;

  it("is what the service lists, new or in place of another", () => {
    expect(isSought(step())).to.equal(true);
    expect(isSought(step({}, "create-replacement"))).to.equal(true);
    expect(createsListed([step()])).to.equal(true);
  });

  for (const [what, event] of [
    ["what stays the same", step({}, "same")],
    ["an update", step({}, "update")],
    ["what the service has once by its name", step({ type: "aws:s3/bucket:Bucket" })],
  ] as const) {
    it(`is not ${what}`, () => {
      expect(isSought(event)).to.equal(false);
      expect(createsListed([event])).to.equal(false);
    });
  }

  for (const [what, event] of [
    ["has an input to come", step({ inputs: { tags, cidrs: [{ block: unknownValue }] } })],
    ["has a parent to come", step({ parent: `${parent}-new` })],
    ["has a provider to come", step({ provider: `${provider}-new::one` })],
    ["has a provider that is to be replaced", step({ provider: `${provider}::${unknownValue}` })],
    ["has no tag that tells it from others", step({ inputs: {} })],
  ] as const) {
    it(`is nothing that ${what}`, () => {
      expect(isSought(event)).to.equal(false);
    });
  }

  it("is nothing that the state knows to be interrupted", () => {
    const pending = [{ type: "creating" as const, resource: { urn, type: vpc } }];
    const before = { ...state, deployment: { ...state.deployment, pending_operations: pending } };
    expect(isSought(step(), before)).to.equal(false);
  });

  it("is adopted without its secrets, whose outputs stay secret", () => {
    const inputs = { tags, origin: { password: sealed } };
    expect(withoutPlannedSecrets({ urn, type: vpc, inputs })).to.deep.equal({
      ...{ urn, type: vpc, inputs: { tags } },
      additionalSecretOutputs: ["origin"],
    });
  });
});
