import { BackupError } from "../backup/backup-error";
import { ageInDays } from "../backup/due";
import type { BackupRecord } from "../backup/record";
import { restore, verify } from "../restore/restore";
import { type Connection, connected } from "../server/connection";
import { newestTimes, objectsOf } from "../server/contents";
import type { BackupStore } from "../store/backup-store";
import type { Scratch, WithScratch } from "./scratch";

/** What may be lost and how long a restore may take (BAK-14, BAK-16). */
export const limits = { lostSeconds: 3_600, restoreSeconds: 1_800 } as const;

/** One way of bringing data back, tried. */
export interface Tried {
  readonly way: "point in time" | "backup";
  /** What of it was restored: a moment, or a backup's id. */
  readonly what: string;
  /** From the decision until it was checked. */
  readonly seconds: number;
  /** Of what would have been lost. */
  readonly lostSeconds: number;
  /** The least of it that is promised. */
  readonly mayLoseSeconds: number;
  readonly problems: readonly string[];
}

export interface DrillArgs {
  readonly store: BackupStore;
  /** The newest complete one. */
  readonly record: BackupRecord;
  readonly identity: string;
  /** The environment's own database, by a role that only reads. */
  readonly source: Connection;
  readonly withScratch: WithScratch;
  /** Seconds that the newest backup may be old. */
  readonly mostBackupSeconds: number;
  readonly now: () => number;
}

/**
 * Brings a database back in every way that the scratch place has, and holds each against what there is.
 *
 * @throws BackupError and the like where it could not be tried; what was restored wrongly is a problem in the result.
 */
export async function drill(args: DrillArgs): Promise<readonly Tried[]> {
  const { source, withScratch, now } = args;
  const expected = await connected(source, async (sql) => ({
    objects: await objectsOf(sql),
    newest: await newestTimes(sql),
    moment: await momentOf(sql),
  }));
  const began = now();
  return withScratch(expected.moment, async (scratch) => {
    const past = await tryPointInTime(scratch, expected, () => (now() - began) / 1_000);
    return [...past, await tryBackup(args, scratch)];
  });
}

interface Expected {
  readonly objects: readonly string[];
  readonly newest: Readonly<Record<string, string>>;
  readonly moment: string;
}

async function tryPointInTime(
  { pointInTime }: Scratch,
  { objects, newest, moment }: Expected,
  elapsed: () => number,
): Promise<readonly Tried[]> {
  if (pointInTime === undefined) return [];
  const got = await connected(pointInTime, async (sql) => ({
    objects: new Set(await objectsOf(sql)),
    newest: await newestTimes(sql),
  }));
  const behind = Object.entries(newest).map(([table, time]) => {
    const there = got.newest[table];
    return there === undefined ? Infinity : (Date.parse(time) - Date.parse(there)) / 1_000;
  });
  const tried = {
    ...({ way: "point in time", what: moment, seconds: elapsed() } as const),
    lostSeconds: Math.max(0, ...behind),
    mayLoseSeconds: limits.lostSeconds,
  };
  const missing = objects.filter((object) => !got.objects.has(object));
  const problems = [...missing.map((object) => `missing: ${object}`), ...overdue(tried)];
  return [{ ...tried, problems }];
}

async function tryBackup(args: DrillArgs, { empty }: Scratch): Promise<Tried> {
  const { store, record, identity, mostBackupSeconds, now } = args;
  const began = now();
  await restore({ store, record, identity, into: empty });
  const wrong = await verify(record, empty);
  const tried = {
    ...({ way: "backup", what: record.id, seconds: (now() - began) / 1_000 } as const),
    lostSeconds: ageInDays(record, new Date(now())) * 86_400,
    mayLoseSeconds: mostBackupSeconds,
  };
  return { ...tried, problems: [...wrong, ...overdue(tried)] };
}

function overdue({ seconds, lostSeconds, mayLoseSeconds }: Omit<Tried, "problems">): string[] {
  const { restoreSeconds } = limits;
  return [
    ...(seconds > restoreSeconds
      ? [`took ${Math.round(seconds).toString()} s, ${String(restoreSeconds)} s is the most`]
      : []),
    ...(lostSeconds > mayLoseSeconds
      ? [`lost ${Math.round(lostSeconds).toString()} s, ${String(mayLoseSeconds)} s is the most`]
      : []),
  ];
}

async function momentOf(sql: Parameters<typeof objectsOf>[0]): Promise<string> {
  const [row] = await sql.unsafe<{ moment: string }[]>(
    `SELECT pg_catalog.to_char(pg_catalog.clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS moment`,
  );
  if (row === undefined) throw new BackupError("the database tells no time");
  return row.moment;
}
