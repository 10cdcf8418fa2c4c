// @ts-check
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

/**
 * @typedef {object} Settings
 * @property {string} title
 * @property {string} environment
 * @property {string} version The release that runs.
 * @property {string} token What operators sign in with.
 * @property {((assertion: string | undefined) => Promise<string | undefined>) | undefined} emailOf Who logged in before
 *   the request came here; `undefined` where nobody has to.
 */

/**
 * Shows operators what runs where. Everything but the health check takes the login and the token: more people may log in,
 * on staging for example, than operate it.
 *
 * @param {Settings} settings
 */
export function createAdmin(settings) {
  return createServer((request, response) => {
    const pathname = (request.url ?? "/").split("?", 1)[0];
    if (request.method !== "GET" && request.method !== "HEAD") {
      return send(response, 405, "text/plain", "read only\n", { allow: "GET, HEAD" });
    }
    if (pathname === "/healthz") return send(response, 200, "text/plain", "ok\n");
    void hasLoggedIn(request, settings).then(
      (isKnown) =>
        isKnown
          ? answer(request, response, pathname, settings)
          : send(response, 403, "text/plain", "log in at the address that visitors use\n"),
      (/** @type {unknown} */ error) => {
        console.error(`nobody can be told apart: ${String(error)}`);
        send(response, 503, "text/plain", "try again later\n", { "retry-after": "60" });
      },
    );
  });
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {Settings} settings
 */
async function hasLoggedIn(request, { emailOf }) {
  const { "cf-access-jwt-assertion": assertion } = request.headers;
  return emailOf === undefined || (await emailOf([assertion].flat()[0])) !== undefined;
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {string | undefined} pathname
 * @param {Settings} settings
 */
function answer(request, response, pathname, settings) {
  if (!isSignedIn(request.headers.authorization, settings.token)) {
    return send(response, 401, "text/plain", "sign in\n", {
      "www-authenticate": 'Basic realm="admin", charset="UTF-8"',
    });
  }
  const { title, environment, version } = settings;
  if (pathname === "/release.json") {
    return send(response, 200, "application/json", JSON.stringify({ environment, version }));
  }
  if (pathname === "/") return send(response, 200, "text/html", page(settings));
  return send(response, 404, "text/plain", `${title} has no such page\n`);
}

/** @param {Settings} settings */
function page({ title, environment, version }) {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${escaped(title)}</title></head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <dl>
        <dt>Environment</dt><dd>${escaped(environment)}</dd>
        <dt>Release</dt><dd>${escaped(version)}</dd>
      </dl>
    </main>
  </body>
</html>
`;
}

/**
 * Digests have one length, so that neither length nor content of the token shows in the time a comparison takes.
 *
 * @param {string | undefined} authorization
 * @param {string} token
 */
function isSignedIn(authorization, token) {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? "")?.[1];
  if (encoded === undefined || token === "") return false;
  const given = Buffer.from(encoded, "base64").toString("utf8").split(":").slice(1).join(":");
  return timingSafeEqual(digest(given), digest(token));
}

/** @param {string} text */
function digest(text) {
  return createHash("sha256").update(text).digest();
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
function send(response, status, type, body, headers = {}) {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}
