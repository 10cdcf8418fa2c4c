import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { findDrift, forbidsUp } from "../../operations/drift/drift";
import type { IdentityName } from "../../sandbox/identities/identity";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { seededSample, seedNote, share } from "./support/share";

const all = ["dev", "staging", "production"] as const;
const stacks = share({ seeded: seededSample(all, 1, "identities"), full: all });

describeEngine(`the life of an environment as its jobs live it (${seedNote})`, () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  for (const stack of stacks) {
    it(`${stack}: its first up is an administrator's, the next ones the pipeline's`, async () => {
      sandbox = await deployed(stack);
      const job = await as("deploy", stack);
      const drift = await findDrift(job.stack, { settle: 0 });
      expect(forbidsUp(drift)).to.equal(false);
      expect([...drift.gone, ...drift.changed]).to.deep.equal([]);
      expect(changesOf(await operate(job.stack, "up", { refresh: true }))).to.deep.equal([]);
      job.close();

      const preview = await as("preview", stack);
      expect(changesOf(await operate(preview.stack, "preview"))).to.deep.equal([]);
      const destroyed = await attempt(preview.stack, "destroy", { continueOnError: true });
      // Production's guard is met before anybody is asked.
      const refusal =
        stack === "production" ? /guard/ : /AccessDenied: User: arn:aws:sts::\d{12}:assumed-role/;
      expect(destroyed.output).to.match(refusal);
    });
  }

  function as(who: IdentityName, stack: string): Promise<SandboxStack> {
    return sandbox.open(stack, undefined, undefined, { as: who });
  }
});
