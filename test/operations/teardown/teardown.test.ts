import { CommandError, type Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { StateResource } from "../../../operations/stack/state";
import { teardown, TeardownError } from "../../../operations/teardown/teardown";

const resource = (type: string, inputs: StateResource["inputs"] = {}, stack = "pr-7") => ({
  urn: `urn:pulumi:${stack}::platform::${type}::${stack}-it`,
  type,
  inputs,
});
const key = (deletionWindowInDays?: number) =>
  resource("aws:kms/key:Key", deletionWindowInDays === undefined ? {} : { deletionWindowInDays });
const secret = (recoveryWindowInDays: number) =>
  resource("aws:secretsmanager/secret:Secret", { recoveryWindowInDays });

/** What a teardown of `pr-7` says, and what it does to the stack. */
async function takenDown(resources: readonly StateResource[], destroy = () => Promise.resolve()) {
  const did: string[] = [];
  const stack = {
    name: "pr-7",
    exportStack: () => Promise.resolve({ version: 3, deployment: { resources } }),
    destroy: () => {
      did.push("destroy");
      return destroy();
    },
    workspace: { removeStack: (name: string) => Promise.resolve(did.push(`remove ${name}`)) },
  } as unknown as Stack;
  const said = await teardown(stack, { owns: {}, onOutput: () => undefined, color: "never" }).then(
    (lines) => lines.slice(1),
    (error: unknown) => error,
  );
  return { said, did };
}

describe("a teardown", () => {
  it("says what AWS keeps for a while: the longest, and 30 days where nothing is said", async () => {
    const { said, did } = await takenDown([key(7), key(), secret(7)]);
    expect(said).to.deep.equal([
      "AWS keeps 2 encryption keys for 30 days before deleting for good.",
      "AWS keeps 1 secret for 7 days before deleting for good.",
    ]);
    expect(did).to.deep.equal(["destroy", "remove pr-7"]);
    expect((await takenDown([secret(0)])).said).to.deep.equal([]);
  });

  it("destroys nothing of an empty stack", async () => {
    expect((await takenDown([])).did).to.deep.equal(["remove pr-7"]);
  });

  it("touches nothing where one resource is another stack's", async () => {
    const { said, did } = await takenDown([secret(0), resource("aws:ec2/vpc:Vpc", {}, "pr-70")]);
    expect(said).to.be.instanceOf(TeardownError);
    expect(String(said)).to.include("pr-70-it is of another stack");
    expect(did).to.deep.equal([]);
  });

  it("keeps the stack where something could not be deleted, and no failure of another kind", async () => {
    const refused = Object.create(CommandError.prototype) as CommandError;
    const left = await takenDown([key(7)], () => Promise.reject(refused));
    expect(String(left.said)).to.include("1 of 1 resources of pr-7 are left");
    expect(left.did).to.deep.equal(["destroy"]);
    const broken = new TypeError("no engine");
    expect((await takenDown([key(7)], () => Promise.reject(broken))).said).to.equal(broken);
  });
});
