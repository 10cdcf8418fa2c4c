import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { LockedError, unlocked } from "../../../operations/stack/unlocking";

const lockedBy = (pid: number | undefined, host = hostname()): Error =>
  new Error(
    `error: the stack is currently locked by 1 lock(s).\n  file:///1.json: created by ada@${host} (pid ${String(pid)}) at 2026-11-21T14:28:15Z`,
  );

/** What becomes of work that is refused once: whether the lock was broken, and the work then done. */
async function after(refusal: Error, breakLock = false): Promise<readonly string[]> {
  const happened: string[] = [];
  const cancel = () => Promise.resolve(happened.push("broken"));
  const work = () => {
    if (happened.length === 0) return Promise.reject(refusal);
    return Promise.resolve(happened.push("done"));
  };
  const onBroken = () => undefined;
  const stack = { name: "dev", cancel } as unknown as Stack;
  await unlocked(stack, { breakLock, onBroken }, work).catch((error: unknown) => {
    happened.push(error instanceof LockedError ? "refused" : String(error));
  });
  return happened;
}

describe("work on a locked stack", () => {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);

  it("is done where the process that holds the lock is no more, and refused while it runs", async () => {
    expect(await after(lockedBy(dead))).to.deep.equal(["broken", "done"]);
    expect(await after(lockedBy(process.pid))).to.deep.equal(["refused"]);
    expect(await after(lockedBy(dead, "elsewhere"))).to.deep.equal(["refused"]);
  });

  it("is refused while a process of another user holds it", async () => {
    const kill = process.kill.bind(process);
    process.kill = () => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    };
    try {
      expect(await after(lockedBy(dead))).to.deep.equal(["refused"]);
    } finally {
      process.kill = kill;
    }
  });

  it("is done whoever holds it where a person says so", async () => {
    expect(await after(lockedBy(process.pid), true)).to.deep.equal(["broken", "done"]);
  });

  it("breaks no lock for another failure", async () => {
    expect(await after(new Error("no such bucket"), true)).to.deep.equal(["Error: no such bucket"]);
  });
});
