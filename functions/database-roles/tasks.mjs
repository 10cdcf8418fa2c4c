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
 *   | { task: "seed", migrations: Migration[], seed: string }} Task
 *
 * @typedef {import("./migrate.mjs").Ran & import("./verify.mjs").Verified} Answer nothing in what the task is not about
 */

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
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}
