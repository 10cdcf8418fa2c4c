// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import https from "node:https";

/**
 * What ECS hands over at POST_TEST_TRAFFIC_SHIFT: the service that is deployed, the address that tests go to, the
 * name of the header by which the load balancer's test rule tells a test request from a customer's, the share of
 * requests that may fail, and the time in which one has to be answered. `attempt`, `good` and `bad` are this function's
 * own, from call to call.
 *
 * @typedef {{ url: string, header: string, errorRatePercent: number, slowestMilliseconds: number }} Test
 * @typedef {{ attempt: number, good: number, bad: number }} Count
 * @typedef {{ service: Service, url: URL, test: Test, count: Count }} Deployment
 * @typedef {{ cluster: string, arn: string }} Service
 * @typedef {{ hookStatus: "SUCCEEDED" }
 *   | { hookStatus: "FAILED" }
 *   | { hookStatus: "IN_PROGRESS", callBackDelay: number, hookDetails: object }} HookAnswer
 *
 * Whom it asks: ECS for the number of tasks that the service is to run, the load balancer for the HTTP status of one
 * test request.
 *
 * @typedef {{ cert: string, key: string }} Certificate in PEM, by which the load balancer lets the hook in
 * @typedef {(service: Service) => Promise<number>} DesiredCount
 * @typedef {(deployment: Pick<Deployment, "url" | "test">, certificate: Certificate) => Promise<number>} Probe
 * @typedef {Pick<Console, "error" | "info" | "warn">} Log
 * @typedef {{ desiredCount: DesiredCount, certificate: () => Promise<Certificate>, probe: Probe, log?: Log }} Asked
 */

/** Requests of a round: as many as the alarms ask for before they judge a minute. */
const requestsPerRound = 21;
/** Rounds that decide, one way or the other: three of five, as of the alarms' minutes. */
const decisive = 3;
/** Rounds without a single good answer, `callBackDelay` seconds apart, until a revision is given up. */
const maxAttempts = 10;
const callBackDelay = 15;
const timeoutMilliseconds = 5_000;

/**
 * Decides whether a new revision may go on to customers. These may be too few for alarms to judge it, so it is judged
 * here, by requests of its own. It fails closed: what can't be read or reached is FAILED in the end, and ECS takes the
 * deployment back. A service that is to run no task, as in the idle cell, has nothing that could answer and takes no
 * customers: it goes on.
 *
 * @param {unknown} event
 * @param {Asked} [asked]
 * @returns {Promise<HookAnswer>}
 */
export async function verify(
  event,
  { desiredCount, certificate, probe, log = console } = {
    desiredCount: askEcs,
    certificate: readCertificate,
    probe: askLoadBalancer,
  },
) {
  const deployment = parseEvent(event);
  if (deployment === undefined) {
    log.error("no usable event", JSON.stringify(event));
    return { hookStatus: "FAILED" };
  }
  const { service, url, test, count } = deployment;
  let { attempt, good, bad } = count;
  try {
    if ((await desiredCount(service)) === 0) {
      log.info(`${service.arn} is to run no task: nothing to verify`);
      return { hookStatus: "SUCCEEDED" };
    }
    const { failed, reason } = await round(deployment, await certificate(), probe);
    if (failed === requestsPerRound) throw new Error(reason);
    if ((100 * failed) / requestsPerRound > test.errorRatePercent) {
      bad += 1;
      const share = `${String(failed)} of ${String(requestsPerRound)} test requests failed`;
      log.warn(`${url.href}: ${share}, the last since ${reason}`);
    } else {
      good += 1;
    }
  } catch (error) {
    log.warn(`${url.href}, attempt ${String(attempt)} of ${String(maxAttempts)}: ${String(error)}`);
    attempt += 1;
  }
  if (good >= decisive) {
    log.info(`${url.href} answered well in ${String(good)} rounds of test requests`);
    return { hookStatus: "SUCCEEDED" };
  }
  if (bad >= decisive || attempt > maxAttempts) return { hookStatus: "FAILED" };
  return {
    hookStatus: "IN_PROGRESS",
    callBackDelay,
    hookDetails: { ...test, attempt, good, bad },
  };
}

/**
 * Lambda's entry point, which hands a context over as its second argument.
 *
 * @param {unknown} event
 */
export const handler = (event) => verify(event);

/**
 * @param {Deployment} deployment
 * @param {Certificate} certificate
 * @param {Probe} probe
 * @returns {Promise<{ failed: number, reason: string }>} how many requests failed, and why the last one did
 */
async function round(deployment, certificate, probe) {
  let failed = 0;
  let reason = "";
  for (let count = 0; count < requestsPerRound; count++) {
    try {
      const status = await probe(deployment, certificate);
      if (status < 200 || status > 299) throw new Error(`it answered ${String(status)}`);
    } catch (error) {
      failed += 1;
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return { failed, reason };
}

/**
 * @param {unknown} event
 * @returns {Deployment | undefined}
 */
function parseEvent(event) {
  const service = parseService(property(property(event, "executionDetails"), "serviceArn"));
  const raw = property(event, "hookDetails");
  const details = typeof raw === "string" ? parseJson(raw) : raw;
  const url = property(details, "url");
  const header = property(details, "header");
  const errorRatePercent = property(details, "errorRatePercent");
  const slowestMilliseconds = property(details, "slowestMilliseconds");
  const attempt = property(details, "attempt") ?? 1;
  const good = property(details, "good") ?? 0;
  const bad = property(details, "bad") ?? 0;
  if (service === undefined) return undefined;
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  if (typeof header !== "string" || header === "") return undefined;
  if (typeof errorRatePercent !== "number" || typeof slowestMilliseconds !== "number") {
    return undefined;
  }
  if (!isCount(attempt) || !isCount(good) || !isCount(bad)) return undefined;
  const address = new URL(url);
  if (address.protocol !== "https:") return undefined;
  return {
    service,
    url: address,
    test: { url, header, errorRatePercent, slowestMilliseconds },
    count: { attempt, good, bad },
  };
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isCount(value) {
  return Number.isInteger(value);
}

/**
 * @param {unknown} arn
 * @returns {Service | undefined}
 */
function parseService(arn) {
  if (typeof arn !== "string") return undefined;
  const cluster = /^arn:[\w-]+:ecs:[\w-]+:\d{12}:service\/([\w-]+)\/[\w-]+$/.exec(arn)?.[1];
  return cluster === undefined ? undefined : { cluster, arn };
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
 * @param {string} name
 * @returns {string}
 */
function environment(name) {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
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
 * The AWS SDK is imported here, and not above, because only Lambda's runtime has it.
 *
 * @type {DesiredCount}
 */
async function askEcs({ cluster, arn }) {
  // @ts-expect-error -- no package of the project
  const { DescribeServicesCommand, ECSClient } = await import("@aws-sdk/client-ecs");
  /** @type {{ services?: readonly { desiredCount?: number }[] }} */
  const { services } = await new ECSClient({}).send(
    new DescribeServicesCommand({ cluster, services: [arn] }),
    { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
  );
  const count = services?.[0]?.desiredCount;
  if (count === undefined) throw new Error(`ECS does not know ${arn}`);
  return count;
}

/**
 * What the load balancer knows the hook by, read anew for each round: an `up` may have renewed it.
 *
 * @returns {Promise<Certificate>}
 */
async function readCertificate() {
  const { GetSecretValueCommand, SecretsManagerClient } =
    // @ts-expect-error -- no package of the project
    await import("@aws-sdk/client-secrets-manager");
  /** @type {{ SecretString?: string }} */
  const { SecretString = "" } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: environment("CERTIFICATE_ARN") }),
    { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
  );
  const parsed = parseJson(SecretString);
  const [cert, key] = [property(parsed, "cert"), property(parsed, "key")];
  if (typeof cert !== "string" || typeof key !== "string") {
    throw new Error("the secret holds no certificate with its key");
  }
  return { cert, key };
}

/**
 * One test request, sent to the cell's own load balancer: by way of Cloudflare it would meet the login in front of it,
 * and, from the idle cell, the live one.
 *
 * @type {Probe}
 */
async function askLoadBalancer({ url, test }, { cert, key }) {
  const host = environment("LOAD_BALANCER_DNS_NAME");
  return new Promise((resolve, reject) => {
    https
      .request({
        host,
        cert,
        key,
        // The certificate is the service's, not the load balancer's own name's.
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, [test.header]: "1" },
        agent: false,
        signal: AbortSignal.timeout(test.slowestMilliseconds),
      })
      .once("response", (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .once("error", reject)
      .end();
  });
}
