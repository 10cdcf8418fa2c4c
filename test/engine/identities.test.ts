import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import type { IdentityName } from "../../sandbox/identities/identity";
import { findDrift, forbidsUp } from "../../operations/drift/drift";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

describeEngine("who may do what, on the engine", () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  for (const stack of (process.env.STACKS ?? "dev").split(",")) {
    it(`${stack}: life`, async () => {
      sandbox = await deployed(stack);
      const job = await as("deploy", stack);
      for (const op of (process.env.OPS ?? "refresh,destroy").split(",")) {
        const op1 = await attempt(job.stack, op as "destroy");
        console.log(op, JSON.stringify(op1.failure ?? "", null, 1).slice(0, 300));
      }
    });
  }

  function as(who: IdentityName, stack: string): Promise<SandboxStack> {
    return sandbox.open(stack, undefined, undefined, who);
  }
});
