import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { type Lock, strongest } from "../lint/effect";
import { heldLocks, type Relations } from "./held-locks";

/** What others saw of a session. */
export interface Observed {
  readonly locks: readonly Lock[];
  /** Milliseconds that somebody waited for it, at most. */
  readonly longestWait: number;
}

const betweenMilliseconds = 5;
/** Whoever takes no lock at all is not waited for. */
const firstLookMilliseconds = 2_000;

/**
 * Looks at a session's locks, and at who waits for them, again and again while it works. An index that is built
 * CONCURRENTLY waits for whoever began before it: that it is seen at all, this session begins first, until it has seen.
 */
export async function observe<Result>(
  sql: postgres.Sql,
  pid: number,
  relations: Relations,
  work: () => Promise<Result>,
): Promise<Observed & { readonly result: Result }> {
  let [longestWait, isDone] = [0, false];
  let locks: readonly Lock[] = [];
  const look = async (session: postgres.ISql) => {
    const [row] = await session<{ wait: number | null }[]>`
      SELECT (max(extract(epoch FROM clock_timestamp() - waitstart)) * 1000)::float8 AS wait
        FROM pg_catalog.pg_locks WHERE NOT granted AND ${pid} = ANY (pg_blocking_pids(pid))`;
    longestWait = Math.max(longestWait, row?.wait ?? 0);
    locks = strongest([...locks, ...(await heldLocks(session, pid, relations))]);
    await sleep(betweenMilliseconds);
  };
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const looking = sql
    .begin("ISOLATION LEVEL REPEATABLE READ", async (session) => {
      const until = Date.now() + firstLookMilliseconds;
      do {
        await look(session);
        begin();
      } while (!isDone && locks.length === 0 && Date.now() < until);
    })
    .then(async () => {
      while (!isDone) await look(sql);
    });
  try {
    await Promise.race([begun, looking]);
    const result = await work();
    isDone = true;
    await looking;
    return { result, longestWait, locks };
  } finally {
    isDone = true;
    await looking;
  }
}
