// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/** @typedef {{ host: string, port: number, database: string, user: string, password: string }} Connection */

const standardPort = 5432;

/**
 * Only the places of a connection URL: its parameters (`sslmode`, `channel_binding`) are libpq's, and the client would
 * hand them to the server as settings.
 *
 * @param {string} text
 * @returns {Connection | undefined} nothing for what is no complete URL of a database
 */
export function parseConnection(text) {
  const connection = URL.canParse(text) ? placesOf(new URL(text)) : undefined;
  if (connection === undefined || Object.values(connection).includes("")) return undefined;
  return connection;
}

/**
 * @param {URL} url
 * @returns {Connection | undefined}
 */
function placesOf({ protocol, hostname, port, pathname, username, password }) {
  if (protocol !== "postgresql:" && protocol !== "postgres:") return undefined;
  try {
    return {
      host: hostname,
      port: port === "" ? standardPort : Number(port),
      database: decodeURIComponent(pathname.slice(1)),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    return undefined;
  }
}
