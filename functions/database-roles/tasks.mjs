// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { migrate, takeBack } from "./migrate.mjs";
import { readLog, standing } from "./migration-log.mjs";
import { verify } from "./verify.mjs";

/**
 * What a checkout asks of a database.
 *
 * @typedef {import("./migration-log.mjs").Migration} Migration
 * @typedef {{ task: "migrate", migrations: Migration[] }
 *   | { task: "back", migrations: Migration[], number: number }
 *   | { task: "standing", migrations: Migration[] }
 *   | { task: "verify", migrations: Migration[] }
 *   | { task: "seed", migrations: Migration[], seed: string }
 *   | { task: "rebuild", program: string, schemas: Record<string, object> }} Task
 *
 * Nothing in what the task is not about; `isUnfinished` asks for another call.
 *
 * @typedef {import("./migrate.mjs").Ran & import("./verify.mjs").Verified & { isUnfinished?: boolean }} Answer
 */

/** Of the 900 that Lambda lets it run: the rest is for what can't be cut in two. */
const rebuildSeconds = 480;

/**
 * @param {Task} asked
 * @param {(database?: string) => import("postgres").Sql<{}>} connectTo the database, or another one of its server
 * @returns {Promise<Answer>}
 */
export async function perform(asked, connectTo) {
  const sql = connectTo();
  const nothing = { ran: [], waited: 0, applied: [], problems: [], missing: [], strange: [] };
  try {
    switch (asked.task) {
      case "migrate":
        return { ...nothing, ...(await migrate(sql, asked.migrations)) };
      case "back":
        return { ...nothing, ...(await takeBack(sql, asked.migrations, asked.number)) };
      case "standing": {
        const { applied, problems } = standing(await readLog(sql), asked.migrations);
        return { ...nothing, applied, problems };
      }
      case "verify":
        return { ...nothing, ...(await verify(sql, asked.migrations, connectTo)) };
      case "seed":
        await sql.begin((transaction) => transaction.unsafe(asked.seed));
        return { ...nothing, ran: ["seed"] };
      case "rebuild":
        return { ...nothing, ...(await rebuild(sql, asked)) };
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * By the code of who asks, which is that of database/projections/newest.ts, as migrations are SQL of who asks.
 *
 * @param {import("postgres").Sql<{}>} sql
 * @param {Extract<Task, { task: "rebuild" }>} asked
 * @returns {Promise<Pick<Answer, "problems" | "isUnfinished">>}
 */
async function rebuild(sql, { program, schemas }) {
  const url = `data:text/javascript;base64,${Buffer.from(program).toString("base64")}`;
  /** @type {{ rebuildNewest: (...args: [typeof sql, typeof schemas, number]) => ReturnType<typeof rebuild> }} */
  const { rebuildNewest } = await import(url);
  return rebuildNewest(sql, schemas, rebuildSeconds);
}
