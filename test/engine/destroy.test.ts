import type { DestroyOptions } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { type ExportedState, resourcesOf } from "../../operations/stack/state";
import { contentOf } from "./support/content";
import { deployed } from "./support/deployed";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { isFull, seededSample, seedNote } from "./support/share";

interface Attempt {
  readonly title: string;
  readonly options: (stack: string) => DestroyOptions;
}

const refused: readonly Attempt[] = [
  { title: "without a preview, as `--skip-preview` does", options: () => ({}) },
  { title: "told to go on after errors", options: () => ({ continueOnError: true }) },
  {
    title: "of a part of it with all that depends on that",
    options: (stack) => ({
      target: [`urn:pulumi:${stack}::platform::pulumi:providers:aws::aws`],
      targetDependents: true,
    }),
  },
];

/** Production's state takes a while to be read by each. */
const attempts = {
  production: isFull ? refused : seededSample(refused, 1, "destroys"),
  shared: refused,
};

for (const [stack, tried] of Object.entries(attempts)) {
  describeEngine(`a destroy of ${stack} (${seedNote})`, () => {
    let sandbox: TemporarySandbox;
    let opened: SandboxStack;
    let content: string;
    before(async () => {
      sandbox = await deployed(stack);
      opened = await sandbox.open(stack);
      content = contentOf(sandbox.folder);
    });
    beforeEach(() => {
      opened.calls.clear();
    });
    after(() => {
      sandbox.dispose();
    });

    for (const { title, options } of tried) {
      it(`is refused before anything is deleted: ${title}`, async () => {
        const { succeeded, output } = await destroy(opened, options(stack));
        expect(succeeded).to.equal(false);
        expect(output).to.match(/DestroyGuard.*cannot be deleted\s+because it is protected/s);
        expectUntouched();
      });
    }

    it("deletes nothing where it leaves out what is protected", async () => {
      const { output } = await destroy(opened, { excludeProtected: true });
      expect(output).to.contain("no unprotected resources to destroy");
      expectUntouched();
    });

    function expectUntouched(): void {
      expect(opened.calls.changes).to.deep.equal([]);
      expect(contentOf(sandbox.folder)).to.equal(content);
    }
  });
}

describeEngine("a destroy of what production does not need", () => {
  for (const stack of isFull ? ["dev", "staging"] : ["dev"]) {
    it(`${stack} leaves nothing but what its zone keeps, neither in the clouds nor in the state`, async () => {
      const sandbox = await deployed(stack);
      const opened = await sandbox.open(stack);
      const { succeeded, output } = await destroy(opened, {});
      expect(succeeded, output).to.equal(true);
      // A zone without the keys that its parent names answers nobody, and Cloudflare deletes no setting.
      const left = contentOf(sandbox.folder).match(/^\S+\.json$/gm);
      expect(left).to.deep.equal([
        `cloudflare/AuthenticatedOriginPullsSettings/${stack}-origin-pulls-zone.json`,
        `cloudflare/ZoneDnssec/${stack}-entrance-zone-dnssec.json`,
      ]);
      const state = (await opened.stack.exportStack()) as unknown as ExportedState;
      expect(resourcesOf(state)).to.deep.equal([]);
      sandbox.dispose();
    });
  }
});

async function destroy(
  { stack }: SandboxStack,
  options: DestroyOptions,
): Promise<{ readonly succeeded: boolean; readonly output: string }> {
  let output = "";
  const onOutput = (text: string) => (output += text);
  try {
    await stack.destroy({ ...options, onOutput, color: "never" });
    return { succeeded: true, output };
  } catch {
    return { succeeded: false, output };
  }
}
