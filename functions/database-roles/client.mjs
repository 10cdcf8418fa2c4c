// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import postgres from "postgres";

/** Seconds to connect: a compute that sleeps takes a few to wake up. */
const connectSeconds = 30;

/**
 * One connection. No name is looked up in a schema where somebody else may have put a function of that name.
 *
 * @param {import("./connection.mjs").Connection} connection
 * @param {string} [certificates] what the server's may be signed by; Node's own if there are none
 * @returns {postgres.Sql<{}>}
 */
export function connect({ host, port, database, user, password }, certificates) {
  return postgres({
    ...{ host, port, database, password, username: user },
    // The host once more: without it a server that is called by its address may show any name.
    ssl: { host, ...(certificates !== undefined && { ca: certificates }) },
    max: 1,
    connect_timeout: connectSeconds,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { search_path: "pg_catalog" },
  });
}
