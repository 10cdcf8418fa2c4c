import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { UsageError } from "../../settings/usage-error";
import type { EventTypes } from "../events/event-types";
import { Failure } from "../failure";
import { together } from "../server/together";
import { type Advanced, advance, batchSize, columnsOf } from "./advance";
import { type Checkpoint, checkpointOf, checkpointsOf, lastPosition } from "./checkpoints";
import { compare, type Comparison, unexpectedOf } from "./compare";
import { type Projection, tableOf, titleOf } from "./projection";
import { settledPosition } from "./settled";
import { countEvents } from "./standing";

const changedMeanwhile = "40001";
const waitMilliseconds = 50;
const everything = Number.MAX_SAFE_INTEGER;

/** How far a rebuild has come. */
export interface Progress {
  readonly title: string;
  readonly done: number;
  readonly total: number;
}

export interface RebuildArgs {
  /** Every version of this checkout's. */
  readonly declared: readonly Projection[];
  /** Which is to be live; one of them. */
  readonly projection: Projection;
  readonly types: EventTypes;
  /** Begins with the first event, whatever its rows are. */
  readonly fresh?: boolean;
  /** Why it takes the traffic though it differs from what is live. */
  readonly accept?: string | undefined;
  readonly batch?: number;
  readonly tell: (progress: Progress) => void;
}

export interface Rebuilt {
  readonly projection: string;
  readonly version: number;
  /** `first`: nothing was live before it. `current`: it was live already. `differs`: what was live still is. */
  readonly outcome: "current" | "first" | "switched" | "differs";
  /** What was live. */
  readonly former: number | undefined;
  readonly events: number;
  readonly position: number;
  readonly comparison: Comparison | undefined;
  readonly accepted: string | undefined;
}

/**
 * Builds a version of a projection beside the one that is live, compares them row by row, and lets it take the traffic if they are
 * alike but for what is meant to differ. It may be ended anywhere: run again, it goes on.
 *
 * A version that is not live never passes the one that is, so that both can be brought to one position, and a reader never sees a
 * row go back in time.
 *
 * @throws UsageError, Failure, UnreadableEvent, DatabaseError
 */
export async function rebuild(sql: postgres.Sql, args: RebuildArgs): Promise<Rebuilt> {
  const { projection, declared, fresh = false, accept } = args;
  const { name, version } = projection;
  await columnsOf(sql, projection);
  const live = liveOf(await checkpointsOf(sql, name));
  if (fresh && live?.version === version) {
    throw new UsageError(
      `${titleOf(projection)} is live: it would serve half of its rows. Let another version take its place, then build it anew`,
    );
  }
  const former = declared.find((each) => each.name === name && each.version === live?.version);
  if (live !== undefined && former === undefined) {
    throw new UsageError(
      `${name} ${String(live.version)} is live, and this checkout doesn't declare it (database/projections/declared): take it in, to be compared with`,
    );
  }
  await begin(sql, projection, fresh);
  const build = new Build(sql, args);
  await build.catchUp();
  const said = (outcome: Rebuilt["outcome"], comparison?: Comparison): Rebuilt => ({
    ...{ projection: name, version, outcome, former: live?.version, comparison },
    ...{ events: build.events, position: build.position, accepted: accept },
  });
  if (former === projection) return said("current");
  if (former === undefined) {
    await build.takeTraffic(undefined);
    return said("first");
  }
  const comparison = await build.compareWith(former);
  const isAccepted = unexpectedOf(comparison).length === 0 || accept !== undefined;
  if (!isAccepted) return said("differs", comparison);
  await build.catchUp();
  await build.takeTraffic(former.version);
  await build.catchUp();
  return said("switched", comparison);
}

async function begin(sql: postgres.Sql, projection: Projection, fresh: boolean): Promise<void> {
  const { name, version } = projection;
  await sql`INSERT INTO projection.checkpoints (projection, version) VALUES (${name}, ${version})
            ON CONFLICT (projection, version) DO NOTHING`;
  if (fresh) {
    await together(sql, "", async (transaction) => {
      await transaction`UPDATE projection.checkpoints SET position = 0
                         WHERE projection = ${name} AND version = ${version}`;
      await transaction.unsafe(`DELETE FROM ${tableOf(projection)}`);
    });
  }
  const { position } = await checkpointOf(sql, projection);
  const last = await lastPosition(sql);
  if (position > last) {
    throw new Failure(
      `${titleOf(projection)} has events up to ${String(position)}, and the store ends at ${String(last)}: it was restored to an earlier moment. Build what is not live anew: FRESH=1`,
    );
  }
}

class Build {
  public events = 0;
  public position = 0;

  public constructor(
    private readonly sql: postgres.Sql,
    private readonly args: RebuildArgs,
  ) {}

  /** In batches, until less than one is left to what it may read. */
  public async catchUp(): Promise<void> {
    const { projection, types, batch = batchSize, tell } = this.args;
    const title = titleOf(projection);
    for (;;) {
      const upTo = await boundOf(this.sql, projection);
      const from = (await checkpointOf(this.sql, projection)).position;
      const total = await countEvents(this.sql, types.storedAs(projection.reads), from, upTo);
      for (let done = 0; ;) {
        tell({ title, done, total });
        const step = await this.inTransaction((sql) =>
          advance(sql, projection, types, upTo, batch),
        );
        if (step.position >= upTo) break;
        done += step.events;
      }
      if (total <= batch) return;
    }
  }

  /** Brings it to where the live one is, in the snapshot that shows that one, and compares them. */
  public compareWith(former: Projection): Promise<Comparison> {
    const { projection, types } = this.args;
    return this.inTransaction(async (sql) => {
      const upTo = liveOf(await checkpointsOf(sql, projection.name))?.position ?? 0;
      const step = await advance(sql, projection, types, upTo, everything);
      if (step === undefined) return undefined;
      if (step.position === upTo) {
        return { events: step.events, ...(await compare(sql, former, projection, upTo)) };
      }
      throw new Failure(
        `${titleOf(projection)} is past ${titleOf(former)}, which is live: run it again when that one has come as far (FOLLOW=1), or build it anew: FRESH=1`,
      );
    }, "ISOLATION LEVEL REPEATABLE READ");
  }

  /** In one transaction, in which the live one stands still: its readers see the next one where that one was. */
  public async takeTraffic(former: number | undefined): Promise<void> {
    const { projection, types } = this.args;
    const { name, version } = projection;
    await this.inTransaction(async (sql) => {
      await sql`SELECT FROM projection.checkpoints WHERE projection = ${name} ORDER BY version FOR UPDATE`;
      const live = liveOf(await checkpointsOf(sql, name));
      if (live?.version !== former) {
        throw new Failure(
          `${name} ${String(live?.version)} has become live meanwhile: run it again, which compares with that one`,
        );
      }
      const step = await advance(sql, projection, types, live?.position ?? 0, everything);
      await sql`UPDATE projection.checkpoints SET is_live = false WHERE projection = ${name} AND is_live`;
      await sql`UPDATE projection.checkpoints SET is_live = true WHERE projection = ${name} AND version = ${version}`;
      return step;
    });
  }

  /** Again as long as somebody else is at the same rows. */
  private async inTransaction<Result extends Advanced>(
    work: (sql: postgres.TransactionSql) => Promise<Result | undefined>,
    options = "",
  ): Promise<Result> {
    for (;;) {
      const result = await together(this.sql, options, work).catch((error: unknown) => {
        if (error instanceof Error && Reflect.get(error, "code") === changedMeanwhile) return;
        throw error;
      });
      if (result !== undefined) {
        this.events += result.events;
        this.position = result.position;
        return result;
      }
      await sleep(waitMilliseconds);
    }
  }
}

/** What a version may read: what is settled, and if another one is live, no more than that one has. */
export async function boundOf(sql: postgres.Sql, { name, version }: Projection): Promise<number> {
  const live = liveOf(await checkpointsOf(sql, name));
  return live === undefined || live.version === version ? settledPosition(sql) : live.position;
}

function liveOf(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  return checkpoints.find(({ isLive }) => isLive);
}
