// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { setTimeout as sleep } from "node:timers/promises";
import { lockKey, makeLog, readLog, standing, title, write } from "./migration-log.mjs";

/**
 * @typedef {import("./migration-log.mjs").Migration} Migration
 * @typedef {import("./migration-log.mjs").Way} Way
 * @typedef {import("postgres").Sql<{}>} Sql
 * @typedef {import("postgres").TransactionSql<{}>} TransactionSql
 *
 * `beforeCommit` sees what a migration holds before it lets go; `patience` is how long to wait for others, in
 * milliseconds.
 *
 * @typedef {{ patience?: number, beforeCommit?: (sql: TransactionSql, migration: Migration) => Promise<void> }} Options
 *
 * @typedef {{ ran: string[], waited: number }} Ran what ran, and how often it let others go first
 */

/**
 * Who waits for a lock makes everybody wait who comes after: a migration gives up after this time, lets them pass and
 * tries again.
 */
const lockMilliseconds = 50;
const betweenMilliseconds = 200;
const usualPatience = 120_000;
const lockNotAvailable = "55P03";

/** Nothing ran, and the message says why. */
export class MigrationError extends Error {}

/**
 * Applies what is not applied, in order, each in a transaction with its line in the log. A client with one connection:
 * locks are a session's.
 *
 * @param {Sql} sql
 * @param {readonly Migration[]} migrations
 * @param {Options} [options]
 * @returns {Promise<Ran>}
 * @throws {MigrationError}
 */
export async function migrate(sql, migrations, options = {}) {
  /** @type {Ran} */
  const done = { ran: [], waited: 0 };
  for (;;) {
    const { problems, half, pending } = standing(await readLog(sql), migrations);
    if (problems.length > 0) throw new MigrationError(problems.join("\n"));
    const [next] = half.length > 0 ? half : pending;
    if (next === undefined) return done;
    if (half.length > 0) done.waited += await run(sql, next, "back", migrations, options);
    done.waited += await run(sql, next, "up", migrations, options);
    done.ran.push(title(next));
  }
}

/**
 * Runs the compensating script of the last migration that is applied.
 *
 * @param {Sql} sql
 * @param {readonly Migration[]} migrations
 * @param {number} number
 * @param {Options} [options]
 * @returns {Promise<Ran>}
 * @throws {MigrationError}
 */
export async function takeBack(sql, migrations, number, options = {}) {
  const { problems, applied, half } = standing(await readLog(sql), migrations);
  const migration = migrations.find((each) => each.number === number);
  const last = half[0] === undefined ? applied.at(-1) : title(half[0]);
  if (migration === undefined || last !== title(migration)) {
    throw new MigrationError(`only the last one can be taken back: ${last ?? "none is applied"}`);
  }
  if (problems.length > 0) throw new MigrationError(problems.join("\n"));
  return { waited: await run(sql, migration, "back", migrations, options), ran: [last] };
}

/**
 * @param {Sql} sql
 * @param {Migration} migration
 * @param {Way} way
 * @param {readonly Migration[]} migrations
 * @param {Options} options
 * @returns {Promise<number>} how often it let others go first
 */
async function run(sql, migration, way, migrations, options) {
  const until = Date.now() + (options.patience ?? usualPatience);
  for (let waited = 0; ; waited += 1) {
    const outcome = migration.inTransaction
      ? await tryTogether(sql, migration, way, migrations, options)
      : await tryAlone(sql, migration, way, migrations);
    if (outcome === "done") return waited;
    if (Date.now() > until) {
      throw new MigrationError(`${title(migration)} ${outcome}, ${String(waited + 1)} times`);
    }
    await sleep(betweenMilliseconds * (0.5 + Math.random()));
  }
}

/**
 * @typedef {"done" | "waits for another run of migrations" | "waits for a lock that others hold"} Outcome
 *
 * @param {Sql} sql
 * @param {Migration} migration
 * @param {Way} way
 * @param {readonly Migration[]} migrations
 * @param {Options} options
 * @returns {Promise<Outcome>}
 */
async function tryTogether(sql, migration, way, migrations, { beforeCommit }) {
  let broken = false;
  try {
    const outcome = await together(sql, async (transaction) => {
      const [row] = await transaction`
        SELECT pg_catalog.pg_try_advisory_xact_lock(${lockKey}) AS mine, pg_catalog.pg_current_xact_id() AS id`;
      if (row?.mine !== true) return "waits for another run of migrations";
      await transaction.unsafe(`SET LOCAL lock_timeout = '${String(lockMilliseconds)}ms'`);
      await makeLog(transaction);
      if (!(await isNext(transaction, migration, way, migrations))) return "done";
      await script(transaction, migration, way);
      const [after] = await transaction`SELECT pg_catalog.pg_current_xact_id_if_assigned() AS id`;
      broken = after?.id !== row.id;
      if (broken) {
        throw new MigrationError(`${title(migration)} ended the transaction that it runs in`);
      }
      await beforeCommit?.(transaction, migration);
      await write(transaction, migration, way, "done");
      return "done";
    });
    return /** @type {Outcome} */ (outcome);
  } catch (error) {
    if (broken) await write(sql, migration, way, "begun");
    if (hasCode(error, lockNotAvailable)) return "waits for a lock that others hold";
    throw error;
  }
}

/**
 * All of it or nothing. The client would roll back over a connection that is gone, and fall over that.
 *
 * @template Result
 * @param {Sql} sql
 * @param {(transaction: TransactionSql) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
function together(sql, work) {
  return new Promise((resolve, reject) => {
    const begun = sql.begin(async (transaction) => {
      try {
        return await work(transaction);
      } catch (error) {
        if (!isGone(error)) throw error;
        reject(error);
        return new Promise(() => undefined);
      }
    });
    begun.then((result) => resolve(/** @type {Result} */ (result)), reject);
  });
}

/**
 * What runs outside of a transaction may end in its middle, which the log says from before it begins.
 *
 * @param {Sql} sql
 * @param {Migration} migration
 * @param {Way} way
 * @param {readonly Migration[]} migrations
 * @returns {Promise<Outcome>}
 */
async function tryAlone(sql, migration, way, migrations) {
  // Not a wait: PostgreSQL builds an index only once whoever waits is gone.
  const [row] = await sql`SELECT pg_catalog.pg_try_advisory_lock(${lockKey}) AS mine`;
  if (row?.mine !== true) return "waits for another run of migrations";
  try {
    const isMine = await together(sql, async (transaction) => {
      await makeLog(transaction);
      const mine = await isNext(transaction, migration, way, migrations);
      if (mine) await write(transaction, migration, way, "begun");
      return mine;
    });
    if (!isMine) return "done";
    await script(sql, migration, way);
    await write(sql, migration, way, "done");
    return "done";
  } finally {
    await sql`SELECT pg_catalog.pg_advisory_unlock(${lockKey})`;
  }
}

/**
 * Whether nobody has done it since the log was read, now that nobody else can.
 *
 * @param {import("postgres").ISql<{}>} sql
 * @param {Migration} migration
 * @param {Way} way
 * @param {readonly Migration[]} migrations
 */
async function isNext(sql, migration, way, migrations) {
  const { problems, applied, half, pending } = standing(await readLog(sql), migrations);
  if (problems.length > 0) throw new MigrationError(problems.join("\n"));
  const isHalf = half.includes(migration);
  if (way === "up") return pending[0] === migration && !isHalf;
  return isHalf || applied.at(-1) === title(migration);
}

/**
 * @param {import("postgres").ISql<{}>} sql
 * @param {Migration} migration
 * @param {Way} way
 * @throws {MigrationError} with the line that failed
 */
async function script(sql, migration, way) {
  const text = migration[way];
  try {
    await sql.unsafe(text);
  } catch (error) {
    if (!(error instanceof Error) || isGone(error) || hasCode(error, lockNotAvailable)) throw error;
    const position = Number(Reflect.get(error, "position") ?? 0);
    const line = position === 0 ? "" : `:${String(text.slice(0, position).split("\n").length)}`;
    const file = `${title(migration)}${way === "back" ? ".back" : ""}.sql${line}`;
    throw new MigrationError(`${file}: ${error.message} (${String(Reflect.get(error, "code"))})`);
  }
}

/**
 * Whether the connection went with it.
 *
 * @param {unknown} error
 */
function isGone(error) {
  if (!(error instanceof Error)) return false;
  const [severity, code] = [Reflect.get(error, "severity"), Reflect.get(error, "code")];
  return severity === undefined
    ? /^(CONNECTION_|E[A-Z]+$)/.test(String(code))
    : severity !== "ERROR";
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && Reflect.get(error, "code") === code;
}
