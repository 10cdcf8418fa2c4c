import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import {
  connected,
  type Connection,
  databaseBeside,
  libpq,
} from "../../database/server/connection";
import type { BenchContext } from "../context";
import { derived, sampled, type Section } from "../figures";
import { type Command, run, sampleOf } from "../measure";
import { onOwnServer, withPassword } from "../own-server";
import { peakMemoryOf } from "../peak-memory";

const mebibyte = 1_048_576;
const title = "Backup and restore of generated events";
const limit = 1.3;
/** A process that holds what it reads would hold four times as much of four times the data. */
const growth = 1.2;

/** The same server, dump format and compression on both sides; the other side neither seals nor reads back. */
export function measureBackup(context: BenchContext): AsyncGenerator<Section> {
  return onOwnServer(title, context, measure);
}

async function measure(context: BenchContext, admin: Connection): Promise<Section> {
  const { scratch, slowRuns, say } = context;
  const mib = Number(process.env.BENCH_BACKUP_MIB ?? 256);
  const [whole, quarter] = [databaseBeside(admin, "whole"), databaseBeside(admin, "quarter")];
  say(`generating ${String(mib)} MiB of events`);
  const bytes = await generate(admin, whole, mib);
  await generate(admin, quarter, mib / 4);
  const places = { folder: join(scratch, "backups"), key: join(scratch, "identity") };
  mkdirSync(places.folder);
  const ours = backupOf(context, whole, places);
  const plain = plainDump(scratch, whole);
  const steps: { dumped: number; proved: number }[] = [];
  const dumps: number[] = [];
  for (let round = 1; round <= slowRuns; round += 1) {
    say(`backup, run ${String(round)} of ${String(slowRuns)}`);
    dumps.push((await run(plain)).seconds);
    steps.push(JSON.parse((await run(ours)).stdout) as (typeof steps)[number]);
  }
  const dump = sampleOf(dumps);
  const dumped = sampleOf(steps.map((step) => step.dumped));
  const proved = sampleOf(steps.map((step) => step.proved));
  const peaks = [
    await peakMemoryOf(backupOf(context, quarter, places)),
    await peakMemoryOf(ours),
  ].map((peak) => peak.bytes);
  const restores = await measureRestore(context, admin, places);
  const [small = 0, large = 0] = peaks;
  return {
    title,
    extent: { "MiB of tables": Math.round(bytes / mebibyte) },
    figures: [
      sampled("pg_dump | zstd", "time", dump),
      sampled("dump, sealed and kept", "time", dumped),
      derived("to pg_dump | zstd", "ratio", dumped.median / dump.median, limit),
      sampled("read back and proved", "time", proved),
      ...restores,
      derived("peak memory of a backup", "memory", large),
      derived("to that of a quarter of the data", "ratio", large / small, growth),
    ],
    notes: [
      `sealed it has ${String(Math.round(statSync(join(scratch, "plain")).size / mebibyte))} MiB; the memory is Node's, which is not asked for the time that it needs to start`,
    ],
  };
}

async function measureRestore(
  { home, scratch, slowRuns, say }: BenchContext,
  admin: Connection,
  { folder, key }: { readonly folder: string; readonly key: string },
) {
  const into = databaseBeside(admin, "restored");
  const { args, env } = libpq(into);
  const emptied = async (sql: postgres.Sql) => {
    await sql`DROP DATABASE IF EXISTS restored WITH (FORCE)`;
    await sql`CREATE DATABASE restored`;
  };
  const script = `zstd --quiet -d --stdout ${join(scratch, "plain")} | pg_restore --no-owner --exit-on-error --single-transaction '${args[0]}'`;
  const plain: Command = {
    name: "pg_restore",
    file: "bash",
    args: ["-o", "pipefail", "-c", script],
    cwd: home,
    env,
  };
  const ours: Command = {
    name: "restore",
    file: process.execPath,
    args: ["--import", "tsx", join(__dirname, "subject.ts"), "restore", withPassword(into), folder],
    cwd: home,
    env: { BACKUP_IDENTITY: readFileSync(key, "utf8") },
  };
  const alone: number[] = [];
  const whole: number[] = [];
  for (let round = 1; round <= slowRuns; round += 1) {
    say(`restore, run ${String(round)} of ${String(slowRuns)}`);
    await connected(admin, emptied);
    alone.push((await run(plain)).seconds);
    await connected(admin, emptied);
    whole.push((JSON.parse((await run(ours)).stdout) as { restored: number }).restored);
  }
  const [theirs, own] = [sampleOf(alone), sampleOf(whole)];
  return [
    sampled("zstd -d | pg_restore", "time", theirs),
    sampled("restore, opened and checked", "time", own),
    derived("to pg_restore", "ratio", own.median / theirs.median, limit),
  ];
}

function backupOf(
  { home }: BenchContext,
  database: Connection,
  { folder, key }: { readonly folder: string; readonly key: string },
): Command {
  return {
    name: "backup",
    file: process.execPath,
    args: [
      "--import",
      "tsx",
      join(__dirname, "subject.ts"),
      "backup",
      withPassword(database),
      folder,
      key,
    ],
    cwd: home,
  };
}

function plainDump(scratch: string, database: Connection): Command {
  const { args, env } = libpq(database);
  const script = `pg_dump --format=custom --compress=0 '${args[0]}' | zstd --quiet --stdout -3 -T0 > ${join(scratch, "plain")}`;
  return {
    name: "pg_dump",
    file: "bash",
    args: ["-o", "pipefail", "-c", script],
    cwd: scratch,
    env,
  };
}

/** Events of some 600 bytes, of which half is digits that compress little. @returns bytes of its tables. */
async function generate(admin: Connection, database: Connection, mib: number): Promise<number> {
  await connected(admin, (sql) => sql`CREATE DATABASE ${sql(database.database)}`);
  return connected(database, async (sql) => {
    await sql`CREATE TABLE public.events (id bigserial PRIMARY KEY, stream uuid NOT NULL, data jsonb NOT NULL,
                recorded_at timestamptz NOT NULL DEFAULT now())`;
    const rows = Math.round((mib * mebibyte) / 630);
    await sql`INSERT INTO public.events (stream, data)
      SELECT md5((n % 1000)::text)::uuid, jsonb_build_object('n', n, 'customer', repeat('an address ', 20),
               'key', (SELECT string_agg(md5((n * 10 + k)::text), '') FROM generate_series(1, 8) AS k))
        FROM generate_series(1, ${rows}::int) AS n`;
    await sql`VACUUM ANALYZE public.events`;
    const [size] = await sql<
      { bytes: string }[]
    >`SELECT pg_total_relation_size('public.events') AS bytes`;
    return Number(size?.bytes ?? 0);
  });
}
