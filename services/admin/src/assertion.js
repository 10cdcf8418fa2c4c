// @ts-check
import { createPublicKey, verify } from "node:crypto";

/**
 * @typedef {object} Login
 * @property {string} issuer Who signs that somebody logged in: `https://<team>.cloudflareaccess.com`.
 * @property {string} audience What this service is called there.
 */

/** Keys are asked for again when an unknown one signs, but not more often than this: anybody may name an unknown one. */
const restMilliseconds = 60_000;

/**
 * Tells who logged in, by what Cloudflare Access adds to each request that it lets through. Whoever came around it has none
 * that is signed, whatever he writes into the header.
 *
 * @param {Login} login
 * @param {{ now?: () => number, fetchKeys?: (url: string) => Promise<unknown> }} [surroundings]
 */
export function createAssertionReader(login, { now = Date.now, fetchKeys = fetchJson } = {}) {
  /** @type {Map<string, import("node:crypto").KeyObject>} */
  let keys = new Map();
  let askedAt = -Infinity;

  /** @param {string} kid */
  async function keyOf(kid) {
    if (!keys.has(kid) && now() - askedAt >= restMilliseconds) {
      askedAt = now();
      keys = keysIn(await fetchKeys(`${login.issuer}/cdn-cgi/access/certs`));
    }
    return keys.get(kid);
  }

  /**
   * The e-mail address of whoever logged in, `undefined` for anybody else.
   *
   * @param {string | undefined} assertion The header `Cf-Access-Jwt-Assertion`.
   */
  return async function emailOf(assertion) {
    const [header = "", payload = "", signature = "", ...more] = (assertion ?? "").split(".");
    const { alg, kid } = jsonIn(header);
    // The algorithm is ours to choose, not the token's.
    if (more.length > 0 || alg !== "RS256" || typeof kid !== "string") return undefined;
    const key = await keyOf(kid);
    const signed = Buffer.from(`${header}.${payload}`);
    if (
      key === undefined ||
      !verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))
    ) {
      return undefined;
    }
    const { iss, aud, exp, nbf = 0, email } = jsonIn(payload);
    const seconds = now() / 1000;
    const isOurs = iss === login.issuer && [aud].flat().includes(login.audience);
    const isCurrent = typeof exp === "number" && seconds < exp && seconds >= Number(nbf);
    return isOurs && isCurrent && typeof email === "string" ? email : undefined;
  };
}

/** @param {unknown} answer */
function keysIn(answer) {
  const { keys = [] } = /** @type {{ keys?: import("node:crypto").JsonWebKey[] }} */ (answer);
  return new Map(
    keys.map((jwk) => [String(jwk.kid), createPublicKey({ key: jwk, format: "jwk" })]),
  );
}

/**
 * @param {string} part
 * @returns {Record<string, unknown>}
 */
function jsonIn(part) {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** @param {string} url */
async function fetchJson(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url} answers ${String(answer.status)}`);
  return answer.json();
}
