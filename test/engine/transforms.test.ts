import { join } from "node:path";
import { expect } from "chai";
import type { Program } from "../../preview/run/run-program";
import { recordSample } from "../support/sample";
import {
  compareDeclarations,
  declaredInPlan,
  declaredInState,
  declaredOffline,
  type Declarations,
} from "./support/declarations";
import { programOf, shownAlike } from "./support/features";
import { sandboxForAll } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

describeEngine("the offline preview and the engine show the same of", () => {
  let sandbox: TemporarySandbox;
  sandboxForAll((made) => (sandbox = made));

  for (const [index, [title, feature]] of Object.entries(shownAlike).entries()) {
    it(title, async () => {
      const program = programOf(feature);
      const isDeployed = feature.afterUp ?? false;
      const engine = isDeployed
        ? await deployed(program)
        : await previewed(program, `feature-${String(index)}`);
      for (const path of ["fast", "plain"] as const) {
        const recording = await recordSample("dev", { program, path });
        const { differing } = compareDeclarations(declaredOffline(recording, isDeployed), engine);
        expect(differing, path).to.deep.equal([]);
      }
    });
  }

  async function previewed(program: Program, name: string): Promise<Declarations> {
    const { stack } = await sandbox.open("dev", program);
    const plan = join(sandbox.folder, `${name}.json`);
    await stack.preview({ plan });
    return declaredInPlan(plan);
  }

  async function deployed(program: Program): Promise<Declarations> {
    const { stack } = await sandbox.open("dev", program);
    try {
      await stack.up();
      const { deployment } = (await stack.exportStack()) as { readonly deployment: unknown };
      return declaredInState(deployment);
    } finally {
      await stack.destroy();
    }
  }
});
