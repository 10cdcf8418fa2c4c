import { expect } from "chai";
import { adopt } from "../../../operations/recover/adopt";
import type { ExportedState, StateResource } from "../../../operations/stack/state";

const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const sealed = { ...mark, ciphertext: "v1:AAAA" };

function resource(name: string, rest: Partial<StateResource> = {}): StateResource {
  return { urn: `urn:${name}`, type: "aws:ec2/vpc:Vpc", custom: true, ...rest };
}

function state(...resources: readonly StateResource[]): ExportedState {
  const pending = [{ type: "creating" as const, resource: resource("new") }];
  return { version: 3, deployment: { resources, pending_operations: pending } };
}

function adopted(
  before: ExportedState,
  made: StateResource,
  outputs = {},
): readonly StateResource[] {
  return adopt(before, [{ resource: made, id: "vpc-1", outputs }]).deployment?.resources ?? [];
}

describe("adopting what an interrupted creation had made", () => {
  it("puts it behind everything that it refers to, and before what comes next", () => {
    const before = state(
      resource("stack"),
      resource("provider", { id: "p" }),
      resource("parent"),
      resource("needed"),
      resource("unrelated"),
    );
    const made = resource("new", {
      parent: "urn:parent",
      provider: "urn:provider::p",
      propertyDependencies: { a: ["urn:needed"] },
    });
    expect(adopted(before, made).map(({ urn }) => urn)).to.deep.equal([
      "urn:stack",
      "urn:provider",
      "urn:parent",
      "urn:needed",
      "urn:new",
      "urn:unrelated",
    ]);
  });

  for (const reference of [
    { parent: "urn:needed" },
    { provider: "urn:needed::id" },
    { deletedWith: "urn:needed" },
    { dependencies: ["urn:other", "urn:needed"] },
    { propertyDependencies: { a: null, b: ["urn:needed"] } },
  ]) {
    it(`puts it behind what it refers to by ${Object.keys(reference).join()} alone`, () => {
      const before = state(resource("needed"), resource("unrelated"));
      expect(adopted(before, resource("new", reference)).map(({ urn }) => urn)).to.deep.equal([
        "urn:needed",
        "urn:new",
        "urn:unrelated",
      ]);
    });
  }

  it("leaves nothing pending", () => {
    const { deployment } = adopt(state(), []);
    expect(deployment?.pending_operations).to.deep.equal([]);
  });

  it("lets the next up delete what it replaces", () => {
    const before = state(resource("new", { id: "vpc-0" }));
    expect(adopted(before, resource("new"))).to.deep.equal([
      resource("new", { id: "vpc-1", outputs: {} }),
      resource("new", { id: "vpc-0", delete: true }),
    ]);
  });

  it("takes the place of what was deleted to make room", () => {
    const before = state(resource("new", { id: "vpc-0", pendingReplacement: true }));
    expect(adopted(before, resource("new")).map(({ id }) => id)).to.deep.equal(["vpc-1"]);
  });

  it("leaves out every output that is or repeats a secret", () => {
    const made = resource("new", {
      inputs: { open: "a", password: sealed },
      additionalSecretOutputs: ["token"],
    });
    const outputs = { open: "a", password: "plain", token: "plain", nested: [{ key: sealed }] };
    expect(adopted(state(), made, outputs)[0]?.outputs).to.deep.equal({ open: "a" });
  });
});
