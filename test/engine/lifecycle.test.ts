import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { sampleStacks } from "../support/sample";
import { changesOf, operate, type Operation } from "./support/operation";
import { assertAsPlanned } from "./support/planned";
import { describeEngine, TemporarySandbox } from "./support/sandbox";
import { share } from "./support/share";
import { compareWithClouds, stateOf, verifyState } from "./support/state";

for (const stack of share<readonly string[]>({
  seeded: ["shared", "pr-7"],
  full: sampleStacks,
})) {
  describeEngine(`the life of ${stack} on the engine`, () => {
    const sandbox = new TemporarySandbox();
    let opened: SandboxStack;
    let planned: Operation;
    let done: Operation;

    before(async () => {
      opened = await sandbox.open(stack);
    });
    after(() => {
      sandbox.dispose();
    });
    afterEach(async () => {
      const state = await stateOf(opened.stack);
      expect(verifyState(state)).to.deep.equal([]);
      expect(compareWithClouds(state, sandbox.folder)).to.deep.equal([]);
    });

    it("`up` makes what preview planned: each resource, with every input that was known", async () => {
      const { policies } = opened;
      planned = await operate(opened.stack, "preview", { policies });
      done = await operate(opened.stack, "up", { policies });
      assertAsPlanned(done, planned);
    });

    it("a second `up` changes nothing", async () => {
      await changesNothing("up");
    });

    it("refresh finds what `up` left", async () => {
      await changesNothing("refresh");
    });

    it("`up` after refresh changes nothing, and preview, which must not, agrees", async () => {
      await changesNothing("up");
      await changesNothing("preview");
    });

    async function changesNothing(name: "up" | "preview" | "refresh"): Promise<void> {
      const operation = await operate(opened.stack, name, { expectNoChanges: true });
      expect(changesOf(operation)).to.deep.equal([]);
      expect(operation.steps.length).to.equal(done.steps.length);
    }
  });
}
