// `import =` is the module itself; `import *` would be a copy, in which nothing can be replaced.
import debuggable = require("@pulumi/pulumi/runtime/debuggable");

interface Debuggable {
  /** Whether somebody asked for it, by PULUMI_DEBUG_PROMISE_LEAKS. */
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: (promise: object, context: string) => unknown;
}

/**
 * Makes the SDK write no stack where it would print none. By itself it writes one for each of some ten thousand promises,
 * which is a fifth of what this process computes in an `up`.
 */
export function leaveOutPromiseStacks(): void {
  const sdk = debuggable as unknown as Debuggable;
  const { debugPromiseLeaks, debuggablePromise } = sdk;
  if (debugPromiseLeaks) return;
  sdk.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}
