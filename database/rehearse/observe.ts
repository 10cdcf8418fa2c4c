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

/** Looks at a session's locks, and at who waits for them, again and again while it works. */
export async function observe<Result>(
  sql: postgres.Sql,
  pid: number,
  relations: Relations,
  work: () => Promise<Result>,
): Promise<Observed & { readonly result: Result }> {
  let longestWait = 0;
  let locks: readonly Lock[] = [];
  const state = { isDone: false };
  const looking = (async () => {
    while (!state.isDone) {
      const [row] = await sql<{ wait: number | null }[]>`
        SELECT (max(extract(epoch FROM clock_timestamp() - waitstart)) * 1000)::float8 AS wait
          FROM pg_catalog.pg_locks WHERE NOT granted AND ${pid} = ANY (pg_blocking_pids(pid))`;
      longestWait = Math.max(longestWait, row?.wait ?? 0);
      locks = strongest([...locks, ...(await heldLocks(sql, pid, relations))]);
      await sleep(betweenMilliseconds);
    }
  })();
  try {
    const result = await work();
    return { result, longestWait, locks };
  } finally {
    state.isDone = true;
    await looking;
  }
}
