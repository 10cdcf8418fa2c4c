// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
/* global FAULT -- set by the bundler */
// @ts-expect-error -- the bundler knows where the build's own module is
import worker from "workload";
import { faulty, pause } from "./fault.mjs";

/** @type {import("./fault.mjs").FaultName} */
// @ts-expect-error -- set by the bundler
const name = FAULT;
const mishap = faulty(name);

/** The build's own Worker with something wrong: one that would end a process throws, as no process of its own ends. */
export default {
  ...worker,
  /** @param {unknown[]} call */
  async fetch(...call) {
    const { wait, then } = mishap();
    if (wait > 0) await pause(wait);
    if (then === "end") throw new Error("the Worker threw");
    return then === "fail" ? new Response("failed\n", { status: 500 }) : worker.fetch(...call);
  },
};
