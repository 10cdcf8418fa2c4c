import { join } from "node:path";
import { expect } from "chai";
import { recordSample, sampleStacks } from "../support/sample";
import {
  compareDeclarations,
  declaredInPlan,
  declaredInState,
  declaredOffline,
} from "./support/declarations";
import { sandboxForAll } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { isFull } from "./support/share";

const deployedStacks = isFull ? sampleStacks : (["shared", "pr-7"] as const);

describeEngine("the offline preview and the engine", () => {
  let sandbox: TemporarySandbox;
  sandboxForAll((made) => (sandbox = made));

  for (const stack of sampleStacks) {
    it(`preview the same resources with the same inputs, option by option, in ${stack}`, async () => {
      const opened = await sandbox.open(stack);
      const plan = join(sandbox.folder, `${stack}.plan.json`);
      await opened.stack.preview({ plan });
      const offline = declaredOffline(await recordSample(stack), false);
      const { differing, unknown } = compareDeclarations(offline, declaredInPlan(plan));
      expect(offline.size).to.be.greaterThan(50);
      expect(differing).to.deep.equal([]);
      // What the engine can't tell before a create is what services choose: never a plain setting.
      expect(unknown.filter(({ offline: told }) => told === "nothing")).to.deep.equal([]);
      expect(unknown.map(({ path }) => path.split(".")[0])).to.satisfy((roots: string[]) =>
        roots.every((root) => root === "inputs"),
      );
    });
  }

  for (const stack of deployedStacks) {
    it(`agree after \`up\` of ${stack} in every input, output and id, secrets opened`, async () => {
      const opened = await sandbox.open(stack);
      await opened.stack.up();
      const offline = declaredOffline(await recordSample(stack), true);
      const { deployment } = (await opened.stack.exportStack()) as { deployment: unknown };
      const { differing, unknown } = compareDeclarations(offline, declaredInState(deployment));
      expect(differing).to.deep.equal([]);
      expect(unknown).to.deep.equal([]);
    });
  }
});
