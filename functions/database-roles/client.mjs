// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { connect as dial, isIP } from "node:net";
import postgres from "postgres";

/** Seconds to connect: a compute that sleeps takes a few to wake up. */
const connectSeconds = 30;
/** The client's own, of a session that is gone. */
const lostCode = "CONNECTION_CLOSED";

/**
 * One connection, dialled once: the client would try for ever where a server admits it and closes at once, and who loses his
 * session loses his locks with it. No name is looked up in a schema where somebody else may have put a function of that name.
 *
 * @param {import("./connection.mjs").Connection} connection
 * @param {string} [certificates] what the server's may be signed by; Node's own if there are none
 * @returns {postgres.Sql<{}>}
 */
export function connect({ host, port, database, user, password }, certificates) {
  let isDialled = false;
  const socket = () => {
    if (isDialled) throw Object.assign(new Error("the connection was lost"), { code: lostCode });
    isDialled = true;
    return dial(port, host);
  };
  return postgres({
    ...{ host, port, database, password, username: user, socket },
    // The host once more: without it a server that is called by its address may show any name.
    ssl: {
      ...{ host, ...(isIP(host) === 0 && { servername: host }) },
      ...(certificates !== undefined && { ca: certificates }),
    },
    max: 1,
    connect_timeout: connectSeconds,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { search_path: "pg_catalog" },
  });
}
