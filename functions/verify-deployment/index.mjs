// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import https from "node:https";

/**
 * What ECS hands over at POST_TEST_TRAFFIC_SHIFT: the service's address, and the name of the header by which the load
 * balancer's test rule tells a test request from a customer's. `attempt` is this function's own, from call to call.
 *
 * @typedef {{ url: URL, header: string, attempt: number }} HookDetails
 * @typedef {{ hookStatus: "SUCCEEDED" }
 *   | { hookStatus: "FAILED" }
 *   | { hookStatus: "IN_PROGRESS", callBackDelay: number, hookDetails: object }} HookAnswer
 * @typedef {(details: HookDetails) => Promise<number>} Probe
 */

/** Requests in a row that the new revision has to answer well before it may take customers. */
const requiredSuccesses = 5;
/** Calls, `callBackDelay` seconds apart, until a revision that does not answer is given up. */
const maxAttempts = 10;
const callBackDelay = 15;
const timeoutMilliseconds = 5_000;

/**
 * Decides whether a new revision may go on to customers. It fails closed: what can't be read or reached is FAILED in
 * the end, and ECS takes the deployment back.
 *
 * @param {unknown} event
 * @param {Probe} [probe] answers with the HTTP status of one test request
 * @returns {Promise<HookAnswer>}
 */
export async function verify(event, probe = probeLoadBalancer) {
  const details = parseHookDetails(event);
  if (details === undefined) {
    console.error("no usable hookDetails", JSON.stringify(event));
    return { hookStatus: "FAILED" };
  }
  const problem = await firstProblem(details, probe);
  const { url, header, attempt } = details;
  if (problem === undefined) {
    console.info(`${url.href} answered ${String(requiredSuccesses)} test requests`);
    return { hookStatus: "SUCCEEDED" };
  }
  console.warn(`${url.href}, attempt ${String(attempt)} of ${String(maxAttempts)}: ${problem}`);
  if (attempt >= maxAttempts) return { hookStatus: "FAILED" };
  return {
    hookStatus: "IN_PROGRESS",
    callBackDelay,
    hookDetails: { url: url.href, header, attempt: attempt + 1 },
  };
}

/**
 * Lambda's entry point, which hands a context over as its second argument.
 *
 * @param {unknown} event
 */
export const handler = (event) => verify(event);

/**
 * @param {HookDetails} details
 * @param {Probe} probe
 * @returns {Promise<string | undefined>} what went wrong first
 */
async function firstProblem(details, probe) {
  for (let count = 0; count < requiredSuccesses; count++) {
    try {
      const status = await probe(details);
      if (status < 200 || status > 299) return `it answered ${String(status)}`;
    } catch (error) {
      return String(error);
    }
  }
  return undefined;
}

/**
 * @param {unknown} event
 * @returns {HookDetails | undefined}
 */
function parseHookDetails(event) {
  const raw = property(event, "hookDetails");
  const details = typeof raw === "string" ? parseJson(raw) : raw;
  const url = property(details, "url");
  const header = property(details, "header");
  const attempt = property(details, "attempt") ?? 1;
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  if (typeof header !== "string" || header === "") return undefined;
  if (typeof attempt !== "number" || !Number.isInteger(attempt)) return undefined;
  const address = new URL(url);
  if (address.protocol !== "https:") return undefined;
  return { url: address, header, attempt };
}

/**
 * @param {unknown} from
 * @param {string} key
 * @returns {unknown}
 */
function property(from, key) {
  return typeof from === "object" && from !== null ? Reflect.get(from, key) : undefined;
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One test request, sent to the cell's own load balancer: by way of Cloudflare it would meet the login in front of it,
 * and, from the idle cell, the live one.
 *
 * @type {Probe}
 */
async function probeLoadBalancer({ url, header }) {
  const host = process.env.LOAD_BALANCER_DNS_NAME;
  if (host === undefined || host === "") throw new Error("LOAD_BALANCER_DNS_NAME is not set");
  return new Promise((resolve, reject) => {
    https
      .request({
        host,
        // The certificate is the service's, not the load balancer's own name's.
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, [header]: "1" },
        agent: false,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      })
      .once("response", (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .once("error", reject)
      .end();
  });
}
