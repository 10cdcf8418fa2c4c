import { join } from "node:path";
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
const title = "Masking of generated events";
const limit = 2;
/** A process that holds what it reads would hold four times as much of four times the data. */
const growth = 1.2;

/** The same server, rows, keys and indexes on both sides; the other side neither masks nor reads back. */
export function measureMasking(context: BenchContext): AsyncGenerator<Section> {
  return onOwnServer(title, context, measure);
}

async function measure(context: BenchContext, admin: Connection): Promise<Section> {
  const { home, slowRuns, say } = context;
  const mib = Number(process.env.BENCH_MASKING_MIB ?? 256);
  const [whole, quarter, copied, masked] = ["whole", "quarter", "copied", "masked"].map((name) =>
    databaseBeside(admin, name),
  ) as [Connection, Connection, Connection, Connection];
  say(`generating ${String(mib)} MiB of events`);
  const bytes = await generate(admin, whole, mib);
  await generate(admin, quarter, mib / 4);
  const plain = plainCopy(home, whole, copied);
  const ours = (source: Connection): Command => ({
    ...{ name: "refresh", file: process.execPath, cwd: home },
    args: [
      "--import",
      "tsx",
      join(__dirname, "subject.ts"),
      withPassword(source),
      withPassword(masked),
    ],
  });
  const copies: number[] = [];
  const steps: { written: number; whole: number }[] = [];
  for (let round = 1; round <= slowRuns; round += 1) {
    say(`masking, run ${String(round)} of ${String(slowRuns)}`);
    await emptied(admin, copied);
    copies.push((await run(plain)).seconds);
    await emptied(admin, masked);
    steps.push(JSON.parse((await run(ours(whole))).stdout) as (typeof steps)[number]);
  }
  const [copy, written, all] = [
    copies,
    steps.map((step) => step.written),
    steps.map((step) => step.whole),
  ].map(sampleOf);
  const peaks: number[] = [];
  for (const source of [quarter, whole]) {
    await emptied(admin, masked);
    peaks.push((await peakMemoryOf(ours(source))).bytes);
  }
  const [small = 0, large = 0] = peaks;
  if (copy === undefined || written === undefined || all === undefined) throw new Error("no run");
  return {
    title,
    extent: { "MiB of tables": Math.round(bytes / mebibyte) },
    figures: [
      sampled("pg_dump | psql", "time", copy),
      sampled("masked and written", "time", written),
      derived("to pg_dump | psql", "ratio", written.median / copy.median, limit),
      sampled("read back and looked through as well", "time", all),
      derived("to pg_dump | psql", "ratio", all.median / copy.median),
      derived("peak memory of a refresh", "memory", large),
      derived("to that of a quarter of the data", "ratio", large / small, growth),
    ],
    notes: [
      "three of six values of an event are masked, two of them of a customer who has a hundred",
    ],
  };
}

function plainCopy(home: string, source: Connection, target: Connection): Command {
  const [from, to] = [libpq(source), libpq(target)];
  const script = `pg_dump --no-owner '${from.args[0]}' | psql --quiet --single-transaction --set ON_ERROR_STOP=1 --output /dev/null '${to.args[0]}'`;
  return {
    name: "plain copy",
    file: "bash",
    args: ["-o", "pipefail", "-c", script],
    cwd: home,
    env: from.env,
  };
}

function emptied(admin: Connection, { database }: Connection): Promise<unknown> {
  return connected(admin, async (sql) => {
    await sql`DROP DATABASE IF EXISTS ${sql(database)} WITH (FORCE)`;
    await sql`CREATE DATABASE ${sql(database)}`;
    await sql.unsafe(`ALTER DATABASE ${database} SET platform.data = 'masked'`);
  });
}

/** Events of some 600 bytes. @returns bytes of its tables. */
async function generate(admin: Connection, database: Connection, mib: number): Promise<number> {
  await connected(admin, (sql) => sql`CREATE DATABASE ${sql(database.database)}`);
  return connected(database, async (sql) => {
    await sql`CREATE SCHEMA shop`;
    await sql`CREATE TABLE shop.events (id bigserial PRIMARY KEY, stream uuid NOT NULL, data jsonb NOT NULL,
                recorded_at timestamptz NOT NULL DEFAULT now())`;
    await sql`CREATE INDEX ON shop.events (stream, id)`;
    const rows = Math.round((mib * mebibyte) / 630);
    await sql`INSERT INTO shop.events (stream, data)
      SELECT md5((n / 10)::text)::uuid, jsonb_build_object('n', n,
               'customer', jsonb_build_object('name', 'Customer ' || md5((n / 100)::text), 'mail', md5((n / 100)::text) || '@shop.test'),
               'note', 'please ring twice ' || md5(n::text) || ' and ' || repeat('wait ', 10),
               'lines', (SELECT jsonb_agg(jsonb_build_object('sku', 'A-' || k, 'digest', 'k' || md5((n * 10 + k)::text))) FROM generate_series(1, 5) AS k))
        FROM generate_series(1, ${rows}::int) AS n`;
    await sql`VACUUM ANALYZE shop.events`;
    const [size] = await sql<
      { bytes: string }[]
    >`SELECT pg_total_relation_size('shop.events') AS bytes`;
    return Number(size?.bytes ?? 0);
  });
}
