// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { createHash } from "node:crypto";

/**
 * A numbered script and the one that takes it back. `inTransaction` is false for what PostgreSQL runs outside of one
 * alone, such as CREATE INDEX CONCURRENTLY.
 *
 * @typedef {{ number: number, name: string, up: string, back: string, inTransaction: boolean }} Migration
 *
 * A line of the log: what ran, which text of it, and whether it came to its end.
 *
 * @typedef {"up" | "back"} Way
 * @typedef {{ number: number, name: string, checksum: string, way: Way, state: "begun" | "done" }} Entry
 *
 * What is next, or what stands against it. `ahead` are those that a newer checkout has applied.
 *
 * @typedef {{ applied: string[], half: Migration[], pending: Migration[], ahead: string[], problems: string[] }} Standing
 */

/** Everybody who runs migrations asks for this lock: "migrate" in ASCII. */
export const lockKey = "30795942206403685";

/** Rows are only added, by the owner: the `app` role has the usual rights on every table that the owner makes. */
const table = `
CREATE SCHEMA IF NOT EXISTS migration;
CREATE TABLE IF NOT EXISTS migration.log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number int NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  way text NOT NULL CHECK (way IN ('up', 'back')),
  state text NOT NULL CHECK (state IN ('begun', 'done')),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  by text NOT NULL DEFAULT session_user
);
CREATE OR REPLACE FUNCTION migration.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' OR NOT pg_catalog.pg_has_role(
       (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RAISE EXCEPTION 'migration.log is only added to, by its owner' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON migration.log
  FOR EACH STATEMENT EXECUTE FUNCTION migration.refuse();`;

/** @param {import("postgres").TransactionSql<{}>} sql */
export async function makeLog(sql) {
  if (!(await hasLog(sql))) await sql.unsafe(table);
}

/** @param {import("postgres").ISql<{}>} sql */
async function hasLog(sql) {
  const [row] = await sql`SELECT pg_catalog.to_regclass('migration.log') IS NOT NULL AS there`;
  return row?.there === true;
}

/**
 * @param {import("postgres").ISql<{}>} sql
 * @returns {Promise<Entry[]>}
 */
export async function readLog(sql) {
  if (!(await hasLog(sql))) return [];
  /** @type {Entry[]} */
  const rows = await sql`SELECT number, name, checksum, way, state FROM migration.log ORDER BY id`;
  return [...rows];
}

/**
 * @param {import("postgres").ISql<{}>} sql
 * @param {Migration} migration
 * @param {Way} way
 * @param {Entry["state"]} state
 */
export async function write(sql, migration, way, state) {
  await sql`INSERT INTO migration.log (number, name, checksum, way, state)
            VALUES (${migration.number}, ${migration.name}, ${checksum(migration)}, ${way}, ${state})`;
}

/**
 * What of the migrations the log knows.
 *
 * @param {readonly Entry[]} log
 * @param {readonly Migration[]} migrations numbered from 1 without a gap
 * @returns {Standing}
 */
export function standing(log, migrations) {
  const last = new Map(log.map((entry) => [entry.number, entry]));
  const applied = [...last.values()]
    .filter(({ way, state }) => way === "up" && state === "done")
    .sort((one, other) => one.number - other.number);
  const isApplied = new Set(applied.map(({ number }) => number));
  const highest = Math.max(0, ...isApplied);
  const half = migrations.filter(({ number }) => last.get(number)?.state === "begun");
  const pending = migrations.filter(({ number }) => !isApplied.has(number));
  return {
    applied: applied.map(title),
    half,
    pending,
    ahead: applied.filter(({ number }) => number > migrations.length).map(title),
    problems: [
      ...migrations.flatMap((migration) => changed(migration, last.get(migration.number))),
      ...pending
        .filter(({ number }) => number < highest)
        .map((each) => `${title(each)} is not applied, and ${title(applied.at(-1))} after it is`),
    ],
  };
}

/**
 * A migration that was taken back may be another one when it comes again, but not while a part of it may be there.
 *
 * @param {Migration} migration
 * @param {Entry | undefined} entry
 */
function changed(migration, entry) {
  if (entry === undefined || (entry.way === "back" && entry.state === "done")) return [];
  const now = checksum(migration);
  if (entry.checksum === now && entry.name === migration.name) return [];
  return [
    `${title(migration)} is not the ${title(entry)} that ran: sha256 ${now.slice(0, 12)} here, ` +
      `${entry.checksum.slice(0, 12)} there. Restore the file: a change is a migration of its own`,
  ];
}

/** @param {Pick<Migration, "number" | "name"> | undefined} migration */
export function title(migration) {
  return migration === undefined
    ? ""
    : `${String(migration.number).padStart(4, "0")}-${migration.name}`;
}

/** @param {Pick<Migration, "up">} migration */
export function checksum({ up }) {
  return createHash("sha256").update(up).digest("hex");
}
