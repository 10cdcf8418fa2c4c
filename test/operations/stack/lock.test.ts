import { expect } from "chai";
import { describeLock, isStale, lockHolders } from "../../../operations/stack/lock";

const refusal = `error: the stack is currently locked by 2 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///state/.pulumi/locks/organization/platform/dev/1.json: created by ada@laptop (pid 41) at 2026-11-21T14:28:15Z
  file:///state/.pulumi/locks/organization/platform/dev/2.json: created by corp\\ada@laptop (pid 42) at 2026-11-21T14:29:15+01:00`;

const machine = (host: string, ...living: readonly number[]) => ({
  host,
  runs: (pid: number) => living.includes(pid),
});

describe("a stack's lock", () => {
  const holders = lockHolders(refusal);

  it("has the holders that the engine names", () => {
    expect(holders).to.deep.equal([
      { user: "ada", host: "laptop", pid: 41, since: "2026-11-21T14:28:15Z" },
      { user: "corp\\ada", host: "laptop", pid: 42, since: "2026-11-21T14:29:15+01:00" },
    ]);
    expect(describeLock(holders)).to.include("ada on laptop (process 41)");
  });

  it("is stale when all its holders were processes of this machine that are no more", () => {
    expect(isStale(holders, machine("laptop"))).to.equal(true);
    expect(isStale(holders, machine("laptop", 42))).to.equal(false);
    expect(isStale(holders, machine("another"))).to.equal(false);
  });

  it("is never stale where nobody says who holds it", () => {
    const cloud = lockHolders("[409] Conflict: Another update is currently in progress.");
    expect(isStale(cloud, machine("laptop"))).to.equal(false);
    expect(describeLock(cloud)).to.equal("another update of the stack is in progress");
  });
});
