import { createApiClient } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { type Clock, systemClock } from "./clock";
import {
  brokenConnection,
  interruptionOf,
  isMaking,
  isReading,
  refusalOf,
  wasNeverSent,
} from "./failure";
import type { Reply, RequestInfo } from "./reply";
import { isSafeToRepeat, isWorthRetrying, type Patience, pauseAfter } from "./retry";
import { Turns } from "./turns";
import type { Waiting } from "./waiting";

export type Client = ReturnType<typeof createApiClient>;

export interface NeonSettings {
  /** Without one every request is refused before it is sent, so that a preview needs none. */
  readonly apiKey: string | undefined;
  /** Address of the API. Default: Neon's. */
  readonly baseUrl?: string | undefined;
  /** Organisation that new projects belong to. Default: the one that the API key belongs to. */
  readonly orgId?: string | undefined;
}

/** How long things may take. */
export interface Timing extends Patience, Waiting {
  /** Seconds that one request may take. */
  readonly requestSeconds: number;
  /** Seconds that a request which makes something may still be answered in after the engine has cancelled. */
  readonly graceSeconds: number;
}

export const defaultTiming: Timing = {
  attempts: 6,
  lockSeconds: 300,
  deadlineSeconds: 1_800,
  pollSeconds: 1,
  requestSeconds: 60,
  graceSeconds: 10,
};

/** Options for each request: what ends it. */
export interface RequestParams {
  readonly signal: AbortSignal;
}

/** How a request differs from others. */
export interface Manner {
  /** Doing it twice does no harm, although it is a POST. Default: only what is no POST is sent again in doubt. */
  readonly isRepeatable?: boolean;
  /** Ends the request itself; the signal of the work still ends every wait. Default: that signal. */
  readonly requestSignal?: AbortSignal;
  /** Told each time that nobody knows whether a change was made, also where the request is sent again. */
  readonly onDoubt?: () => void;
}

/** Neon's API, with its answers as values and its refusals as `Refusal`. */
export class NeonApi {
  public readonly orgId: string | undefined;
  /** For what would make two things out of one if it was made twice at the same time. */
  public readonly turns = new Turns();
  private readonly client: Client | undefined;
  private readonly apiKey: string | undefined;

  public constructor(
    { apiKey, baseUrl, orgId }: NeonSettings,
    public readonly clock: Clock = systemClock,
    public readonly timing: Timing = defaultTiming,
  ) {
    this.orgId = orgId;
    this.apiKey = apiKey;
    if (apiKey === undefined) return;
    this.client = createApiClient({
      apiKey,
      ...(baseUrl !== undefined && { baseURL: baseUrl.replace(/\/+$/, "") }),
      timeout: this.timing.requestSeconds * 1000,
      // A redirected request would carry the key to another address.
      maxRedirects: 0,
      // Every status is read here: the client's own error holds the request with the key in it.
      validateStatus: () => true,
    });
  }

  /** Whether there is a key to ask with. */
  public get hasKey(): boolean {
    return this.client !== undefined;
  }

  /**
   * Sends a request, again where that is safe and may help.
   *
   * @param what - what it is to do, for messages: `create the project "shop"`.
   * @throws ApiRefusal when Neon says no; Refusal when it says nothing.
   */
  public async call<Data>(
    what: string,
    signal: AbortSignal,
    send: (client: Client, params: RequestParams) => Promise<Reply<Data>>,
    { isRepeatable = false, requestSignal = signal, onDoubt }: Manner = {},
  ): Promise<Data> {
    const client = this.authorized(what);
    const lockedUntil = this.clock.now() + this.timing.lockSeconds * 1000;
    for (let attempt = 1; ; attempt++) {
      if (signal.aborted) throw interruptionOf(what, signal);
      const isLast = attempt >= this.timing.attempts;
      const answer = await attempted(() => send(client, { signal: requestSignal }));
      if (leavesDoubt(answer)) onDoubt?.();
      if (answer instanceof Broken) {
        // What makes something may have made it before it was cut off.
        if (isAborted(signal) && !isMaking(answer.request)) throw interruptionOf(what, signal);
        if (isLast || !isSafeToRepeat(answer.request, isRepeatable)) {
          throw brokenConnection(what, answer.request, answer.cause);
        }
        await this.sleep(what, pauseAfter(attempt, undefined, this.clock), signal);
        continue;
      }
      const { status } = answer;
      if (status >= 200 && status < 300) return answer.data;
      const isOver = status === 423 ? this.clock.now() >= lockedUntil : isLast;
      if (isOver || !isWorthRetrying(answer, isRepeatable)) {
        throw refusalOf(what, answer, (text) => this.hide(text));
      }
      await this.sleep(what, pauseAfter(attempt, answer, this.clock), signal);
    }
  }

  /** @throws Refusal as soon as the signal is aborted. */
  public async sleep(what: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    try {
      await this.clock.sleep(milliseconds, signal);
    } catch (thrown) {
      if (signal.aborted) throw interruptionOf(what, signal);
      throw thrown;
    }
  }

  private authorized(what: string): Client {
    if (this.client !== undefined) return this.client;
    const message =
      `Neon was not asked to ${what}: there is no API key. Set it with ` +
      "`pulumi config set --secret neon:apiKey`, as apiKey of the provider, or in NEON_API_KEY.";
    throw new Refusal("unauthorized", message);
  }

  /** Neon's own words should not hold the key; they are not trusted not to. */
  private hide(text: string): string {
    return this.apiKey === undefined ? text : text.replaceAll(this.apiKey, "[API key]");
  }
}

/** A request to which no answer came. */
class Broken {
  public constructor(
    public readonly request: RequestInfo,
    /** For example `ECONNRESET`. */
    public readonly cause: string,
  ) {}
}

async function attempted<Data>(send: () => Promise<Reply<Data>>): Promise<Reply<Data> | Broken> {
  try {
    return await send();
  } catch (thrown) {
    const broken = brokenBy(thrown);
    if (broken === undefined) throw thrown;
    return broken;
  }
}

/** Asked again: what was not aborted before a request may be after it. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** Whether a change may have been made all the same. */
function leavesDoubt(answer: Reply<unknown> | Broken): boolean {
  if (answer instanceof Broken) return !isReading(answer.request) && !wasNeverSent(answer.cause);
  return !isReading(answer.config) && answer.status >= 500 && answer.status !== 503;
}

/** The client's error without what it holds besides: the request with its headers, in which the key stands. */
function brokenBy(thrown: unknown): Broken | undefined {
  if (!(thrown instanceof Error) || !("isAxiosError" in thrown)) return undefined;
  const { config = {}, code = "no answer" } = thrown as {
    readonly config?: RequestInfo;
    readonly code?: string;
  };
  return new Broken({ method: config.method, url: config.url }, code);
}
