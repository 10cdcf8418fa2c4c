import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { Failure } from "../failure";
import { lastPosition } from "./checkpoints";

const patienceMilliseconds = 60_000;
const betweenMilliseconds = 50;

/**
 * A position up to which nothing can appear any more. A transaction takes its positions before it ends, so that a smaller one may
 * come to be seen after a greater one, and who has read on by then would never see it.
 *
 * Whoever appends holds a lock on the table from before it takes a position until after its events can be seen. So it is enough to
 * wait for those who hold one now, as CREATE INDEX CONCURRENTLY does, and nobody waits for this. The ids of transactions would not do:
 * one takes its position before its id, and after a restore ids begin anew.
 *
 * @param sql - outside of a transaction, since each look needs a snapshot of its own.
 * @throws Failure where a transaction stays open.
 */
export async function settledPosition(
  sql: postgres.Sql,
  patience = patienceMilliseconds,
): Promise<number> {
  const last = await lastPosition(sql);
  const until = Date.now() + patience;
  let awaited: readonly string[] | undefined;
  for (;;) {
    const writers = await writersNow(sql);
    const before = awaited ?? writers.map(({ id }) => id);
    const left = writers.filter(({ id }) => before.includes(id));
    if (left.length === 0) return last;
    if (Date.now() > until) {
      const sessions = left.map(({ pid }) => String(pid)).join(", ");
      throw new Failure(
        `session ${sessions} appended events a minute ago and has not ended its transaction, so that nobody can read past them: SELECT pg_terminate_backend(<session>), then run it again`,
      );
    }
    awaited = left.map(({ id }) => id);
    await sleep(betweenMilliseconds);
  }
}

function writersNow(sql: postgres.Sql): Promise<readonly { id: string; pid: number | null }[]> {
  return sql<{ id: string; pid: number | null }[]>`
    SELECT virtualtransaction AS id, pid FROM pg_catalog.pg_locks
     WHERE relation = 'event_store.events'::pg_catalog.regclass AND mode = 'RowExclusiveLock' AND granted
       AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;
}
