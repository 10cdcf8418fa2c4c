// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/** What is wrong with a bad build; it comes with the build and runs wherever that runs. */

/** Milliseconds that a slow answer takes longer: more than any limit. */
const slowness = 2_500;
/** Bytes that a leak keeps of each request; what looking through all of them takes grows with their square. */
const leak = { bytes: 16 * 1024, milliseconds: 0.05 };

/**
 * What happens to the next request: it waits, then it is answered, fails, or ends the process.
 *
 * @typedef {{ wait: number, then: "answer" | "fail" | "end" }} Mishap
 * @typedef {"errors" | "slow" | "leak" | "crash"} FaultName
 */

/**
 * @param {FaultName} name
 * @returns {() => Mishap}
 */
export function faulty(name) {
  let served = 0;
  /** @type {Uint8Array[]} */
  const kept = [];
  return () => {
    served += 1;
    switch (name) {
      case "errors":
        return { wait: 0, then: served % 8 === 0 ? "fail" : "answer" };
      case "slow":
        return { wait: served % 3 === 0 ? slowness : 0, then: "answer" };
      case "leak":
        kept.push(new Uint8Array(leak.bytes).fill(1));
        return { wait: kept.length ** 2 * leak.milliseconds, then: "answer" };
      case "crash":
        return { wait: 0, then: served % 25 === 0 ? "end" : "answer" };
    }
  };
}

/** @param {number} milliseconds */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
