import { expect } from "chai";
import { lostBetween } from "../../../operations/recover/recover";
import type { ExportedState, StateResource } from "../../../operations/stack/state";

const type = "aws:s3/bucket:Bucket";
const bucket = (name: string, rest: Partial<StateResource> = {}): StateResource => ({
  urn: `urn:pulumi:dev::platform::${type}::${name}`,
  type,
  id: name,
  ...rest,
});

function state(resources: readonly StateResource[], deleting?: StateResource): ExportedState {
  const pending = deleting === undefined ? [] : [{ type: "deleting" as const, resource: deleting }];
  return { version: 3, deployment: { resources, pending_operations: pending } };
}

/** Names of what is lost when nothing is there any more. */
function lost(resources: readonly StateResource[], deleting?: StateResource): readonly string[] {
  return lostBetween(state(resources, deleting), resources, state([])).map(({ name }) => name);
}

describe("what recover takes for lost", () => {
  it("is what held data and is gone", () => {
    const network = { ...bucket("network"), type: "aws:ec2/vpc:Vpc" };
    expect(lost([bucket("orders"), network])).to.deep.equal(["orders"]);
  });

  it("is nothing that an `up` took away, or had begun to", () => {
    const going = [bucket("a", { delete: true }), bucket("b", { pendingReplacement: true })];
    expect(lost([...going, bucket("c")], bucket("c"))).to.deep.equal([]);
  });
});
