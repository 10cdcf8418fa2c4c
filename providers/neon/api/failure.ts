import { Refusal, type RefusalReason } from "../../server/provider";
import { type Reply, requestText, type RequestInfo } from "./reply";

/** A status other than 2xx, and Neon's word for why. */
export class ApiRefusal extends Refusal {
  public constructor(
    reason: RefusalReason,
    message: string,
    /** HTTP status. */
    public readonly status: number,
    /** Neon's code, for example `PROJECTS_LIMIT_EXCEEDED`; empty where it gives none. */
    public readonly code: string,
  ) {
    super(reason, message);
  }
}

/** Whether what was asked for is not there. */
export function isGone(thrown: unknown): boolean {
  return thrown instanceof ApiRefusal && thrown.reason === "not found";
}

/** Whether what was to be made is there already. */
export function isTaken(thrown: unknown): thrown is ApiRefusal {
  return thrown instanceof ApiRefusal && thrown.reason === "already exists";
}

/** Whether what was to be made may be there or not. */
export function isUnknown(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.reason === "outcome unknown";
}

/**
 * What Neon answered instead of doing as asked.
 *
 * @param what - what was to be done, for example `create the project "shop"`.
 * @param hide - takes secrets out of a text.
 */
export function refusalOf(
  what: string,
  reply: Reply<unknown>,
  hide: (text: string) => string,
): ApiRefusal {
  const { status } = reply;
  const { code, message, requestId } = wordsOf(reply.data);
  const about = [
    `HTTP ${String(status)}`,
    ...(code === "" ? [] : [code]),
    ...(requestId === "" ? [] : [`request ${requestId}`]),
  ];
  const reason = reasonFor(status, reply.config);
  const isDoubtful = reason === "outcome unknown";
  const fix = isDoubtful ? "Look for it in Neon before trying again." : fixFor(status);
  const text = [
    isDoubtful ? `It is not known whether Neon did ${what}:` : `Neon did not ${what}:`,
    message === "" ? "no reason given" : message,
    `(${requestText(reply.config)}: ${about.join(", ")}).`,
    ...(fix === undefined ? [] : [fix]),
  ].join(" ");
  return new ApiRefusal(reason, hide(text), status, code);
}

/**
 * A request to which no answer came.
 *
 * @param cause - the system's code, for example `ECONNRESET`.
 */
export function brokenConnection(what: string, request: RequestInfo, cause: string): Refusal {
  if (wasNeverSent(cause)) {
    const message =
      `Neon could not be asked to ${what}: no connection (${requestText(request)}: ${cause}). ` +
      "Check the network and the provider's baseUrl.";
    return new Refusal("unreachable", message);
  }
  if (isMaking(request)) {
    const message =
      `It is not known whether Neon did ${what}: the connection broke before the answer ` +
      `(${requestText(request)}: ${cause}). Look for it in Neon before trying again.`;
    return new Refusal("outcome unknown", message);
  }
  const message =
    `Neon did not answer when asked to ${what}: the connection broke, several times ` +
    `(${requestText(request)}: ${cause}). Try again.`;
  return new Refusal("unreachable", message);
}

/** Whether nothing left the machine, so that nothing was done. */
export function wasNeverSent(cause: string): boolean {
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(cause);
}

/** What ended the work: the engine, or the time that the resource has. */
export function interruptionOf(what: string, signal: AbortSignal): Refusal {
  const reason: unknown = signal.reason;
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    const message = `The time to ${what} ran out. Give it more with the resource option customTimeouts.`;
    return new Refusal("timeout", message);
  }
  return new Refusal("cancelled", `Cancelled while Neon was to ${what}.`);
}

/** A request that may make another thing each time it is sent. */
export function isMaking({ method }: RequestInfo): boolean {
  return method?.toUpperCase() === "POST";
}

/** A request that changes nothing. */
export function isReading({ method }: RequestInfo): boolean {
  return method?.toUpperCase() === "GET";
}

function reasonFor(status: number, request: RequestInfo): RefusalReason {
  switch (status) {
    case 401:
    case 403:
      return "unauthorized";
    case 404:
      return "not found";
    case 409:
      return "already exists";
    case 412:
      return "precondition failed";
    case 423:
    case 429:
      return "overloaded";
    case 503:
      return "unreachable";
    default:
      if (status < 500) return "invalid";
      return isMaking(request) ? "outcome unknown" : "server error";
  }
}

function fixFor(status: number): string | undefined {
  switch (status) {
    case 401:
      return "Set the configuration neon:apiKey (as a secret) or NEON_API_KEY to a key that Neon knows.";
    case 403:
      return "Use an API key of the organisation that owns it, or one with more rights.";
    case 423:
      return "Another operation of the project was still running; try again.";
    case 429:
      return "Neon takes fewer requests than were sent; try again, or with fewer at once (--parallel).";
    default:
      return undefined;
  }
}

/** Neon answers `{ request_id, code, message }`; what stands in front of it may not. */
function wordsOf(data: unknown): { code: string; message: string; requestId: string } {
  const error = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  const text = (key: string): string => {
    const value = error[key];
    return typeof value === "string" ? value : "";
  };
  return { code: text("code"), message: text("message"), requestId: text("request_id") };
}
