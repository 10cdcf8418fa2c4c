// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { describeSchema } from "./catalog.mjs";
import { migrate } from "./migrate.mjs";
import { readLog, standing, title } from "./migration-log.mjs";

/**
 * What is applied, and what is wrong: with the log, or with a schema that is not what these migrations make. `missing`
 * and `strange` are lines of the catalog.
 *
 * @typedef {{ applied: string[], problems: string[], missing: string[], strange: string[] }} Verified
 */

/**
 * @param {readonly import("./migration-log.mjs").Entry[]} log
 * @param {readonly import("./migration-log.mjs").Migration[]} migrations
 * @returns {Pick<Verified, "applied" | "problems">}
 */
export function verifyLog(log, migrations) {
  const { applied, half, pending, ahead, problems } = standing(log, migrations);
  return {
    applied,
    problems: [
      ...problems,
      ...half.map((each) => `${title(each)} ended in its middle: migrate again, which repeats it`),
      ...pending
        .filter((each) => !half.includes(each))
        .map((each) => `${title(each)} is not applied`),
      ...ahead.map((each) => `${each} is applied, and this checkout has no such file`),
    ],
  };
}

/**
 * Compares a database with one that the migrations make beside it, on the same server, and drop that again.
 *
 * @param {import("postgres").Sql<{}>} sql
 * @param {readonly import("./migration-log.mjs").Migration[]} migrations
 * @param {(database: string) => import("postgres").Sql<{}>} beside connects to another database of the server
 * @returns {Promise<Verified>}
 */
export async function verify(sql, migrations, beside) {
  const { applied, problems } = verifyLog(await readLog(sql), migrations);
  if (problems.length > 0) return { applied, problems, missing: [], strange: [] };
  const [here, made] = [await describeSchema(sql), await madeSchema(sql, migrations, beside)];
  return {
    applied,
    problems: [],
    missing: made.filter((line) => !here.includes(line)),
    strange: here.filter((line) => !made.includes(line)),
  };
}

/**
 * @param {import("postgres").Sql<{}>} sql
 * @param {readonly import("./migration-log.mjs").Migration[]} migrations
 * @param {(database: string) => import("postgres").Sql<{}>} beside
 */
async function madeSchema(sql, migrations, beside) {
  const [row] = await sql`SELECT 'verify_' || pg_catalog.pg_backend_pid() AS name`;
  const name = String(row?.name);
  // One that was killed left its own, under the name of a session that is gone.
  const left = await sql`
    SELECT datname AS name FROM pg_catalog.pg_database WHERE datname ~ '^verify_[0-9]+$' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'verify_' || pid)`;
  for (const database of left) await sql.unsafe(`DROP DATABASE IF EXISTS ${String(database.name)}`);
  await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    const scratch = beside(name);
    try {
      await migrate(scratch, migrations);
      return await describeSchema(scratch);
    } finally {
      await scratch.end({ timeout: 5 });
    }
  } finally {
    await sql.unsafe(`DROP DATABASE IF EXISTS ${name}`);
  }
}
