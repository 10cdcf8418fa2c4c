import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Route } from "./routes";
import { Split } from "./split";

/** A request with this header is a test's, and not a visitor's. */
const testHeader = "x-release-test";
/** Says which version answered: `1.4.0`, a space, and its id. */
export const versionHeader = "x-rehearsal-version";

/** Milliseconds until the edge gives up on a version. */
const patience = 10_000;

/** Where the edge sends requests. */
export interface Ways {
  readonly routes: readonly Route[];
  /** Port of a version that runs; nothing while it does not. */
  portOf(id: string): number | undefined;
  /** Id of the version that a workload's tests reach, where one is tried. */
  testedOf(workload: string): string | undefined;
}

/**
 * Stands for Cloudflare and the load balancers behind it: by host and path it finds the workload, among its versions it
 * chooses by their weights, or as Cloudflare's override and the load balancer's test rule say.
 */
export class Edge {
  private readonly splits = new Map<string, Split>();
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;

  public constructor(private readonly ways: Ways) {
    this.server = createServer((asked, answer) => {
      this.lead(asked, answer);
    });
    // A visitor may be about to ask again on a connection that nobody has used for a while.
    this.server.keepAliveTimeout = 10 * 60_000;
  }

  public async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  public close(): void {
    this.agent.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  private lead(asked: IncomingMessage, answer: ServerResponse): void {
    const route = this.routeOf(asked);
    const id = route && this.versionFor(route, asked);
    const version = route?.versions.find((each) => each.id === id);
    if (version === undefined) {
      answer.writeHead(530).end("nothing answers here\n");
      return;
    }
    answer.setHeader(versionHeader, `${version.version} ${version.id}`);
    const port = this.ways.portOf(version.id);
    if (port === undefined) answer.writeHead(502).end("it does not run\n");
    else this.pass(asked, answer, port);
  }

  private routeOf({ headers: { host }, url = "/" }: IncomingMessage): Route | undefined {
    return this.ways.routes
      .filter((route) => route.host === host && url.startsWith(route.path))
      .sort((one, other) => other.path.length - one.path.length)[0];
  }

  private versionFor(route: Route, { headers }: IncomingMessage): string | undefined {
    if (headers[testHeader] !== undefined) {
      const tested = this.ways.testedOf(route.workload);
      if (tested !== undefined) return tested;
    }
    const weights = route.weights.map(({ version: { id }, weight }) => ({ id, weight }));
    // `worker="version"`: of a version that is not in the deployment Cloudflare takes no notice.
    const wanted = /="([^"]+)"/.exec(String(headers["cloudflare-workers-version-overrides"]))?.[1];
    if (weights.some(({ id }) => id === wanted)) return wanted;
    const split = this.splits.get(route.workload) ?? new Split();
    this.splits.set(route.workload, split);
    return split.next(weights);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse, port: number, isFirst = true): void {
    const { method, url: path, headers } = asked;
    const { agent } = this;
    const onward = request({
      host: "127.0.0.1",
      port,
      method,
      path,
      headers,
      agent,
      timeout: patience,
    });
    onward.once("response", (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.once("timeout", () => onward.destroy(new Error("no answer in time")));
    onward.once("error", () => {
      if (answer.headersSent) answer.destroy();
      // What was not answered may be asked again; a version whose process has ended fails again.
      else if (isFirst && method === "GET") this.pass(asked, answer, port, false);
      else answer.writeHead(502).end("no answer\n");
    });
    asked.pipe(onward);
  }
}
