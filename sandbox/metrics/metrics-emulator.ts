import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CloudWatchManner, metricData, type MetricDataInput } from "./cloudwatch";
import type { Traffic } from "./traffic";
import { analytics, type GraphQlRequest } from "./workers-analytics";
import { telemetry, type TelemetryQuery } from "./workers-logs";

export interface MetricsEmulatorArgs {
  readonly traffic: Traffic;
  /** Physical name of the Worker that a version is of. */
  readonly scriptOf?: (version: string) => string | undefined;
  /** One of so many requests of a Worker is logged; 0 logs none. Default: each. */
  readonly logsOneIn?: number;
  /** One of so many requests of a Worker is in the sample of analytics. Default: each. */
  readonly samplesOneIn?: number;
  readonly cloudWatch?: CloudWatchManner;
  /** Requests that are refused as too many, before one is answered. Default: none. */
  readonly throttles?: number;
}

const cloudWatchTarget = "GraniteServiceVersion20100801.GetMetricData";

/** CloudWatch and Cloudflare's two sources of counts, on this machine: they count the traffic that they are given. */
export class MetricsEmulator {
  private throttled = 0;

  private constructor(
    private readonly server: Server,
    private readonly args: MetricsEmulatorArgs,
  ) {}

  public static async start(args: MetricsEmulatorArgs): Promise<MetricsEmulator> {
    const server = createServer();
    const emulator = new MetricsEmulator(server, args);
    server.on("request", (request, response) => void emulator.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return emulator;
  }

  /** Endpoint of CloudWatch, and address of Cloudflare's API below which `/graphql` and `/accounts` lie. */
  public get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isAws = request.headers["x-amz-target"] !== undefined;
    const send = (status: number, body: object) => {
      response.writeHead(status, {
        "content-type": isAws ? "application/x-amz-json-1.0" : "application/json",
      });
      response.end(JSON.stringify(body));
    };
    const body = JSON.parse((await request.setEncoding("utf8").toArray()).join("")) as unknown;
    if (this.throttled < (this.args.throttles ?? 0)) {
      this.throttled += 1;
      if (isAws)
        send(400, {
          __type: "com.amazon.coral.availability#ThrottlingException",
          message: "Rate exceeded",
        });
      else send(429, refusal(971, "Please wait and consider throttling your request speed"));
      return;
    }
    try {
      send(...this.respond(request, body));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send(400, isAws ? { __type: "ValidationError", message } : refusal(7003, message));
    }
  }

  private respond(
    { headers, url = "" }: IncomingMessage,
    body: unknown,
  ): [status: number, body: object] {
    const {
      traffic,
      scriptOf = () => "worker",
      logsOneIn = 1,
      samplesOneIn = 1,
      cloudWatch,
    } = this.args;
    const target = headers["x-amz-target"];
    if (target === cloudWatchTarget) {
      return [200, metricData(traffic, body as MetricDataInput, cloudWatch)];
    }
    if (target !== undefined) return [400, { __type: "UnknownOperationException" }];
    if (!headers.authorization?.startsWith("Bearer ")) {
      return [403, refusal(10000, "Authentication error")];
    }
    if (url === "/graphql") return [200, analytics(traffic, body as GraphQlRequest, samplesOneIn)];
    if (/^\/accounts\/\w+\/workers\/observability\/telemetry\/query$/.test(url)) {
      return [200, telemetry(traffic, body as TelemetryQuery, scriptOf, logsOneIn)];
    }
    return [404, refusal(7000, "No route for that URI")];
  }
}

/** As Cloudflare's API refuses. */
function refusal(code: number, message: string): object {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}
