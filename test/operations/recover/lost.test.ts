import { expect } from "chai";
import { lostBetween } from "../../../operations/recover/recover";
import type {
  ExportedState,
  PendingOperation,
  StateResource,
} from "../../../operations/stack/state";

const type = "aws:s3/bucket:Bucket";
const bucket = (name: string, rest: Partial<StateResource> = {}): StateResource => ({
  urn: `urn:pulumi:dev::platform::${type}::${name}`,
  type,
  id: name,
  ...rest,
});

function state(
  resources: readonly StateResource[],
  ...pending: readonly PendingOperation[]
): ExportedState {
  return { version: 3, deployment: { resources, pending_operations: pending } };
}

/** Names of what is lost when nothing is there any more. */
function lost(
  resources: readonly StateResource[],
  ...pending: readonly PendingOperation[]
): readonly string[] {
  return lostBetween(state(resources, ...pending), resources, state([])).map(({ name }) => name);
}

describe("what recover takes for lost", () => {
  it("is what held data and is gone", () => {
    const network = { ...bucket("network"), type: "aws:ec2/vpc:Vpc" };
    expect(lost([bucket("orders"), network])).to.deep.equal(["orders"]);
  });

  it("is nothing that an `up` took away, or had begun to", () => {
    const going = [bucket("a", { delete: true }), bucket("b", { pendingReplacement: true })];
    const deleting = { type: "deleting", resource: bucket("c") } as const;
    expect(lost([...going, bucket("c")], deleting)).to.deep.equal([]);
  });

  for (const type of ["creating", "updating", "reading", "importing"] as const) {
    it(`is what was cut off while ${type} as well`, () => {
      expect(lost([bucket("a")], { type, resource: bucket("a") })).to.deep.equal(["a"]);
    });
  }
});
