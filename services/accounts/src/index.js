// @ts-check

/**
 * @typedef {object} Env
 * @property {string} ENVIRONMENT
 * @property {string} SESSION_HOURS Hours that a session lasts.
 * @property {string} SESSION_KEY Signs sessions; generated, known to nobody.
 * @property {{ get(): Promise<string> }} LOGIN_TOKEN Shared with the login service, in the Secrets Store.
 */

/** @typedef {{ subject: string, expiresAt: string }} Session */

const longestBody = 4096;
const encoder = new TextEncoder();

export default {
  /**
   * @param {Request} request
   * @param {Env} env
   * @returns {Promise<Response>}
   */
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /api/accounts/healthz":
      case "HEAD /api/accounts/healthz":
        return json(200, { status: "ok", environment: env.ENVIRONMENT });
      case "POST /api/accounts/sessions":
        return createSession(request, env);
      case "GET /api/accounts/session":
        return readSession(request, env);
      default:
        return json(404, { error: "no such resource" });
    }
  },
};

/**
 * Only the login service may say who somebody is.
 *
 * @param {Request} request
 * @param {Env} env
 */
async function createSession(request, env) {
  if (!(await same(bearer(request), await env.LOGIN_TOKEN.get(), env))) {
    return json(401, { error: "the login service's token is needed" });
  }
  const subject = subjectOf(await request.text());
  if (subject === undefined) {
    return json(400, { error: 'a body like { "subject": "customer-1" } is needed' });
  }
  const expiresAt = new Date(Date.now() + Number(env.SESSION_HOURS) * 3_600_000).toISOString();
  const payload = base64url(encoder.encode(JSON.stringify({ subject, expiresAt })));
  const signature = await crypto.subtle.sign(
    "HMAC",
    await signingKey(env),
    encoder.encode(payload),
  );
  return json(201, { token: `${payload}.${base64url(new Uint8Array(signature))}`, expiresAt });
}

/**
 * @param {Request} request
 * @param {Env} env
 */
async function readSession(request, env) {
  const session = await verified(bearer(request), env);
  if (session === undefined || Date.parse(session.expiresAt) <= Date.now()) {
    return json(401, { error: "no valid session" });
  }
  return json(200, session);
}

/**
 * @param {string} token
 * @param {Env} env
 * @returns {Promise<Session | undefined>}
 */
async function verified(token, env) {
  const [payload = "", signature = ""] = token.split(".");
  const bytes = fromBase64url(signature);
  const content = fromBase64url(payload);
  if (bytes === undefined || content === undefined) return undefined;
  const key = await signingKey(env);
  const genuine = await crypto.subtle.verify("HMAC", key, bytes, encoder.encode(payload));
  return genuine ? JSON.parse(new TextDecoder().decode(content)) : undefined;
}

/**
 * Compares in constant time: `verify` does, `===` does not.
 *
 * @param {string} given
 * @param {string} expected
 * @param {Env} env
 */
async function same(given, expected, env) {
  if (given === "") return false;
  const key = await signingKey(env);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(`login:${expected}`));
  return crypto.subtle.verify("HMAC", key, signature, encoder.encode(`login:${given}`));
}

/** @param {Env} env */
function signingKey(env) {
  return crypto.subtle.importKey(
    "raw",
    encoder.encode(env.SESSION_KEY),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
}

/** @param {Request} request */
function bearer(request) {
  return /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}

/** @param {string} body */
function subjectOf(body) {
  if (body.length > longestBody) return undefined;
  try {
    const { subject } = JSON.parse(body);
    return typeof subject === "string" && /^[\w.@-]{1,128}$/.test(subject) ? subject : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** @param {string} text */
function fromBase64url(text) {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/**
 * @param {number} status
 * @param {unknown} body
 */
function json(status, body) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
