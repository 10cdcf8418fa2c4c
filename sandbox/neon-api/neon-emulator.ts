import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type AccessKey, authenticate, authorize } from "./access";
import { alreadyGone, type Call } from "./answer";
import { answers, schedulingMethods } from "./answers";
import { EmulatedClock } from "./clock";
import { type Contract, type Match, publishedContract } from "./contract";
import { type Hit, Faults } from "./faults";
import { Identities, plantedMarker } from "./identities";
import { NeonState } from "./neon-state";
import type { Pace } from "./operation-queue";
import { type Plan, type PlanLimits, planLimits } from "./plans";
import { locked, NeonRefusal } from "./refusal";

export interface NeonEmulatorOptions {
  /** Default: `scale`. */
  readonly plan?: Plan;
  /** Limits other than the plan's. */
  readonly limits?: Partial<PlanLimits>;
  /** The first API key, of the first organisation. */
  readonly apiKey?: string;
  /** Organisations that there are. Default: one. */
  readonly organizations?: readonly [string, ...string[]];
  /** How long operations take. Default: one request. */
  readonly pace?: Pace;
  /** Where the emulator's time begins. Default: now. */
  readonly now?: Date;
}

/** A request that came, and how it ended. */
export interface LoggedRequest {
  readonly method: string;
  /** Below /api/v2. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The client's method, for example `createProject`; `undefined` where Neon has none. */
  readonly operation: string | undefined;
  /** Status of the reply; `undefined` while there is none, and where the connection was cut. */
  status: number | undefined;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const basePath = "/api/v2";

/**
 * Neon's API on a loopback address. Each request is held against Neon's own description of it: what that does not
 * allow is refused with 400 and kept in `unprepared`, and so is what the emulator does not do. Its replies are held
 * against the same description.
 */
export class NeonEmulator {
  public readonly requests: LoggedRequest[] = [];
  public readonly faults = new Faults();
  /** What was asked that Neon would not have understood, or that the emulator does not do. */
  public readonly unprepared: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly contract: Contract,
    /** What there is at Neon, to be changed behind the provider's back. */
    public readonly neon: NeonState,
    /** A key of the first organisation that opens everything there. */
    public readonly apiKey: string,
    public readonly orgId: string,
  ) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.serve(request, response).catch((error: unknown) => {
        this.unprepared.push(`the emulator failed: ${String(error)}`);
        request.socket.destroy();
      });
    });
  }

  public static async start(options: NeonEmulatorOptions = {}): Promise<NeonEmulator> {
    const { plan = "scale", apiKey = `napi_${plantedMarker}00000000`, now } = options;
    const organizations = options.organizations ?? ["org-quiet-sea-12345678"];
    const clock = new EmulatedClock(now);
    const neon = new NeonState(
      clock,
      new Identities([apiKey]),
      { ...planLimits[plan], ...options.limits },
      organizations,
      options.pace ?? { polls: 1 },
    );
    const [orgId] = organizations;
    const key: AccessKey = {
      id: neon.identities.number(),
      token: apiKey,
      name: "first",
      orgId,
      projectId: undefined,
      createdAt: clock.timestamp(),
    };
    neon.keys.set(apiKey, key);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new NeonEmulator(server, publishedContract(), neon, apiKey, orgId);
  }

  public get baseUrl(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}${basePath}`;
  }

  public get clock(): EmulatedClock {
    return this.neon.clock;
  }

  /** Every password and key made so far, the first API key among them. */
  public get secrets(): readonly string[] {
    return this.neon.identities.secrets;
  }

  /** Throws if there was a request that Neon would not have understood. */
  public assertPrepared(): void {
    if (this.unprepared.length === 0) return;
    throw new Error(`Neon would not have understood:\n${this.unprepared.join("\n")}`);
  }

  public async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.baseUrl);
    const method = request.method ?? "";
    const path = url.pathname.slice(basePath.length);
    const text = await readText(request);
    const match = url.pathname.startsWith(`${basePath}/`)
      ? this.contract.match(method, path)
      : undefined;
    const logged: LoggedRequest = {
      method,
      path,
      query: Object.fromEntries(url.searchParams),
      body: parse(text),
      operation: match?.method,
      status: undefined,
    };
    this.requests.push(logged);

    const hit = this.faults.next(logged);
    const early = hit && replyBeforeWork(hit);
    if (hit?.fault.kind === "refused") {
      request.socket.destroy();
      return;
    }
    const reply = early ?? this.reply(logged, match, request.headers.authorization);
    // What is there now, not when a late reply leaves.
    const body = reply.body === undefined ? "" : JSON.stringify(reply.body);
    const late = hit && (await replyAfterWork(hit));
    if (late === "cut") {
      request.socket.destroy();
      return;
    }
    const { status, headers } = late ?? reply;
    if (response.destroyed) return;
    logged.status = status;
    // One connection for one request: a kept one may close while the next request is on its way.
    const connection = { "content-type": "application/json", connection: "close" };
    response.writeHead(status, { ...connection, ...headers });
    response.end(late === undefined ? body : JSON.stringify(late.body));
  }

  private reply(
    logged: LoggedRequest,
    match: Match | undefined,
    authorization: string | undefined,
  ): Reply {
    const projectId = match?.path.project_id;
    this.neon.settle(projectId);
    try {
      return this.work(logged, match, authorization);
    } catch (error) {
      if (!(error instanceof NeonRefusal)) throw error;
      return errorReply(error);
    } finally {
      this.neon.tick(projectId);
    }
  }

  private work(
    logged: LoggedRequest,
    match: Match | undefined,
    authorization: string | undefined,
  ): Reply {
    const what = `${logged.method} ${logged.path}`;
    const key = authenticate(this.neon.keys.values(), authorization);
    if (match === undefined) throw this.refuseUnprepared(what, ["Neon has no such path"]);
    const { query, body } = logged;
    const problems = this.contract.requestProblems(match, { query, body });
    if (problems.length > 0) throw this.refuseUnprepared(what, problems);
    const answer = answerOf(match.method);
    if (answer === undefined) {
      throw this.refuseUnprepared(what, [`the emulator does not do ${match.method}`]);
    }
    const project = this.neon.projects.get(match.path.project_id ?? "");
    authorize(key, match.method, match.path, project?.project.org_id);
    if (schedulingMethods.has(match.method) && project?.operations.busy === true) throw locked();

    const result = answer(this.neon, { path: match.path, query, body: body ?? {}, key });
    if (result === alreadyGone && match.mayBeGone) return { status: 204 };
    const reply = { status: match.status, body: result ?? {} };
    const lies = this.contract.replyProblems(match, reply.status, structuredReply(reply.body));
    this.unprepared.push(...lies.map((lie) => `${what}: the emulator's ${lie}`));
    return reply;
  }

  private refuseUnprepared(what: string, problems: readonly string[]): NeonRefusal {
    this.unprepared.push(...problems.map((problem) => `${what}: ${problem}`));
    return new NeonRefusal(400, problems.join("; "));
  }
}

/** What an answer does, whatever the types of its body and reply: the contract has checked them. */
type AnyAnswer = (neon: NeonState, call: Call<unknown>) => unknown;

function answerOf(method: string): AnyAnswer | undefined {
  return (answers as Readonly<Record<string, unknown>>)[method] as AnyAnswer | undefined;
}

/** What JSON makes of a reply: properties that are `undefined` go. */
function structuredReply(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body)) as unknown;
}

function errorReply({ status, code, message }: NeonRefusal): Reply {
  return { status, body: { request_id: "00000000-0000-4000-8000-00000000feed", code, message } };
}

function replyBeforeWork({ fault }: Hit): Reply | undefined {
  if (fault.kind === "throttled") {
    const headers = { "retry-after": String(fault.retryAfterSeconds) };
    return { ...errorReply(new NeonRefusal(429, "rate limit exceeded")), headers };
  }
  if (fault.kind === "locked") return errorReply(locked());
  return fault.kind === "server-error" && fault.workDone !== true ? serverError(fault) : undefined;
}

async function replyAfterWork({ fault, released }: Hit): Promise<Reply | "cut" | undefined> {
  if (fault.kind === "lost-reply") return "cut";
  if (fault.kind === "slow") await sleep(fault.milliseconds, undefined, { ref: false });
  if (fault.kind === "held") await released;
  return fault.kind === "server-error" && fault.workDone === true ? serverError(fault) : undefined;
}

function serverError({ status }: { readonly status: number }): Reply {
  return errorReply(new NeonRefusal(status, "something went wrong on our side"));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** What is no JSON stays text, and no schema allows it. */
function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
