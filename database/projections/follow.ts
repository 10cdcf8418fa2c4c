import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import type { EventTypes } from "../events/event-types";
import { together } from "../server/together";
import { advance } from "./advance";
import { checkpointsOf } from "./checkpoints";
import type { Projection } from "./projection";
import { boundOf } from "./rebuild";

const pauseMilliseconds = 200;

/**
 * Keeps every version that was begun current, until it is told to stop: the one that is live, the next one, and the former one, so
 * that the traffic can go back to it.
 */
export async function follow(
  sql: postgres.Sql,
  declared: readonly Projection[],
  types: EventTypes,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let events = 0;
    for (const projection of declared) {
      const begun = await checkpointsOf(sql, projection.name);
      if (!begun.some(({ version }) => version === projection.version)) continue;
      const upTo = await boundOf(sql, projection);
      const step = await together(sql, "", (transaction) =>
        advance(transaction, projection, types, upTo),
      );
      events += step?.events ?? 0;
    }
    if (events === 0) await sleep(pauseMilliseconds);
  }
}
