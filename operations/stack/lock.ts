/** Who holds a stack's lock in a file or bucket backend. */
export interface LockHolder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** When it was taken, RFC 3339. */
  readonly since: string;
}

/** This machine, as far as locks go. */
export interface Machine {
  readonly host: string;
  readonly runs: (pid: number) => boolean;
}

/** The holders that the engine names when it refuses; none where the backend keeps no such file, as Pulumi Cloud. */
export function lockHolders(refusal: string): readonly LockHolder[] {
  const holder = /created by (.+?)@(\S+) \(pid (\d+)\) at (\S+)/g;
  return [...refusal.matchAll(holder)].map(([, user = "", host = "", pid = "", since = ""]) => ({
    user,
    host,
    pid: Number(pid),
    since,
  }));
}

/** Whether every holder was a process of this machine that is no more: only then does nobody work on the stack. */
export function isStale(holders: readonly LockHolder[], machine: Machine): boolean {
  return (
    holders.length > 0 &&
    holders.every(({ host, pid }) => host === machine.host && !machine.runs(pid))
  );
}

/** What a person has to know before breaking a lock. */
export function describeLock(holders: readonly LockHolder[]): string {
  if (holders.length === 0) return "another update of the stack is in progress";
  return holders
    .map(
      ({ user, host, pid, since }) => `${user} on ${host} (process ${String(pid)}) since ${since}`,
    )
    .join("; ");
}
