import type { Clock } from "./clock";
import { isMaking } from "./failure";
import { header, type Reply, type RequestInfo } from "./reply";

/** How long to keep trying. */
export interface Patience {
  /** Requests sent at most for what may pass by itself: a limit of requests, a server error, a broken connection. */
  readonly attempts: number;
  /** Seconds that a lock may last: an operation of the same project is running. */
  readonly lockSeconds: number;
}

/** A pause doubles from one attempt to the next, from half a second up to this. */
const longestPauseSeconds = 16;

/**
 * Whether the answer may be another one if the same request is sent again, and sending it again does no harm: Neon did
 * nothing where it is busy (429), locked (423) or not there (503); whether it did something before another 5xx is not
 * known, so that what makes something is not asked for again.
 *
 * @param isRepeatable - whether doing it twice does no harm, although it is a POST.
 */
export function isWorthRetrying(
  { status, config }: Reply<unknown>,
  isRepeatable: boolean,
): boolean {
  if (status === 423 || status === 429 || status === 503) return true;
  return status >= 500 && isSafeToRepeat(config, isRepeatable);
}

/** Whether a request without an answer may be sent again. */
export function isSafeToRepeat(request: RequestInfo, isRepeatable: boolean): boolean {
  return isRepeatable || !isMaking(request);
}

/**
 * Milliseconds until the next attempt.
 *
 * @param attempt - 1 for the first one that failed.
 * @param reply - states in Retry-After how long to wait, in seconds or as a date.
 */
export function pauseAfter(
  attempt: number,
  reply: Reply<unknown> | undefined,
  clock: Clock,
): number {
  const grown = Math.min(500 * 2 ** (attempt - 1), longestPauseSeconds * 1000);
  const stated = reply === undefined ? undefined : header(reply, "retry-after");
  if (stated === undefined) return grown;
  const asked = /^\d+$/.test(stated) ? Number(stated) * 1000 : Date.parse(stated) - clock.now();
  return Number.isNaN(asked) ? grown : Math.max(asked, 0);
}
