import { Assertion } from "chai";

let expectations = 0;
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the assertion below
const { assert } = Assertion.prototype;
Assertion.prototype.assert = function (...args) {
  expectations += 1;
  assert.apply(this, args);
};

/** A test that ends without an expectation fails: it would pass whatever the program did. */
export const mochaHooks: Mocha.RootHookObject = {
  beforeEach(this: Mocha.Context): void {
    const test = this.currentTest;
    const run = test?.fn as Mocha.AsyncFunc | undefined;
    if (test === undefined || run === undefined) return;
    test.fn = async function (this: Mocha.Context): Promise<void> {
      const before = expectations;
      await run.call(this);
      if (expectations === before) throw new Error("this test expects nothing");
    };
  },
};
