import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { isMap } from "../../providers/server/wire";
import { sampleStacks } from "../support/sample";
import { changesOf, operate, type Operation } from "./support/operation";
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
      expect(operationsOf(done)).to.deep.equal(operationsOf(planned));
      const made = new Map(done.steps.map(({ urn, inputs }) => [urn, inputs]));
      for (const { urn, inputs } of planned.steps) {
        expect(known(inputs, made.get(urn)), urn).to.deep.equal(inputs);
      }
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

function operationsOf({ steps }: Operation): readonly string[] {
  return steps.map(({ operation, urn }) => `${operation} ${urn}`).sort();
}

/** The made value, as unknown as the planned one was. */
function known(planned: unknown, made: unknown): unknown {
  if (planned === rpc.unknownValue) return planned;
  if (Array.isArray(planned) && Array.isArray(made)) {
    return made.map((item: unknown, index) => known(planned[index], item));
  }
  if (!isMap(planned) || !isMap(made)) return made;
  return Object.fromEntries(
    [...new Set([...Object.keys(planned), ...Object.keys(made)])]
      .filter((key) => key in planned || made[key] !== undefined)
      .map((key) => [key, known(planned[key], made[key])]),
  );
}
