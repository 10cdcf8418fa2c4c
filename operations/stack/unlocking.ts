import { hostname } from "node:os";
import type { Stack } from "@pulumi/pulumi/automation";
import { describeLock, isStale, lockHolders, type Machine } from "./lock";

/** Somebody else may be at work on the stack: the message says who, and what to do if not. */
export class LockedError extends Error {}

/**
 * Does something that takes the stack's lock. A lock that a dead process of this machine left is broken first, any other
 * one only if `breakLock` says so.
 *
 * @param onBroken - told whose lock was broken.
 * @throws LockedError
 */
export async function unlocked<Result>(
  stack: Stack,
  { breakLock, onBroken }: { readonly breakLock: boolean; readonly onBroken: (of: string) => void },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && isLocked(error.message))) throw error;
    const holders = lockHolders(error.message);
    const described = describeLock(holders);
    if (!breakLock && !isStale(holders, thisMachine)) {
      throw new LockedError(
        `${stack.name} is locked: ${described}.\nIf nothing is at work there any more: the same command with --break-lock`,
      );
    }
    await stack.cancel();
    onBroken(described);
    return work();
  }
}

/** Whether the engine says that another update holds the stack's lock. */
export function isLocked(message: string): boolean {
  return refusal.test(message);
}

/** What a file or bucket backend says, and what Pulumi Cloud says. */
const refusal = /the stack is currently locked by|Another update is currently in progress/;

const thisMachine: Machine = { host: hostname(), runs };

/** Whether a process of this number is there, whoever it belongs to. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
