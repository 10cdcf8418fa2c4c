import { expect } from "chai";
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import { leaveOutPromiseStacks } from "../../engine/promise-stacks";

describe("a promise of the SDK", () => {
  const sdk = debuggable as unknown as {
    debuggablePromise: (promise: object, context: string) => Promise<unknown>;
  };
  const { debuggablePromise } = sdk;
  afterEach(() => {
    Object.assign(sdk, { debuggablePromise, debugPromiseLeaks: false });
  });

  for (const { wanted, frames } of [
    { wanted: false, frames: /^Error$/ },
    { wanted: true, frames: /promise-stacks\.test/ },
  ]) {
    it(`has ${wanted ? "the" : "no"} stack where somebody ${wanted ? "asked" : "did not ask"} for leaks`, async () => {
      Object.assign(sdk, { debugPromiseLeaks: wanted });
      leaveOutPromiseStacks();
      const { stackTraceLimit } = Error;
      const promise = Promise.resolve("settled");
      expect(await sdk.debuggablePromise(promise, "here")).to.equal("settled");
      expect(promise).to.have.property("_debugStackTrace").that.matches(frames);
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
    });
  }
});
