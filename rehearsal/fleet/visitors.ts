import { Agent, request } from "node:http";
import { versionHeader } from "./edge";

/** What visitors ask of a workload. */
export interface Visit {
  readonly workload: string;
  readonly host: string;
  readonly path: string;
  /** Requests a second. */
  readonly perSecond: number;
}

/** What became of a request. */
export interface Visited {
  readonly workload: string;
  /** The version that answered, and its id; nothing where nobody did. */
  readonly version: string | undefined;
  readonly id: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
}

/** Milliseconds between two looks at what is due. */
const beat = 20;

/** Asks the edge at a steady rate, whether or not what was asked before has been answered. */
export class Visitors {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 512 });
  private readonly due = new Map<Visit, number>();
  private readonly timer: NodeJS.Timeout;
  private underWay = 0;
  private last = performance.now();

  public constructor(
    private readonly edge: number,
    private readonly visits: readonly Visit[],
    private readonly seen: (visited: Visited) => void,
  ) {
    this.timer = setInterval(() => {
      this.sendDue();
    }, beat);
  }

  /** Requests that wait for an answer. */
  public get inFlight(): number {
    return this.underWay;
  }

  /** Sends no more, and waits for what is under way. */
  public async stop(): Promise<void> {
    clearInterval(this.timer);
    while (this.underWay > 0) await new Promise((resolve) => setTimeout(resolve, beat));
    this.agent.destroy();
  }

  private sendDue(): void {
    const now = performance.now();
    const seconds = (now - this.last) / 1_000;
    this.last = now;
    for (const visit of this.visits) {
      let due = (this.due.get(visit) ?? 0) + seconds * visit.perSecond;
      for (; due >= 1; due--) this.send(visit);
      this.due.set(visit, due);
    }
  }

  private send({ workload, host, path }: Visit): void {
    this.underWay += 1;
    const begun = performance.now();
    let isOver = false;
    const end = (status: number, version?: string, id?: string) => {
      if (isOver) return;
      isOver = true;
      this.underWay -= 1;
      this.seen({ workload, version, id, status, milliseconds: performance.now() - begun });
    };
    const { agent } = this;
    const asked = request({ host: "127.0.0.1", port: this.edge, path, headers: { host }, agent });
    asked.once("response", (answer) => {
      answer.resume();
      const { [versionHeader]: said } = answer.headers;
      answer.once("close", () => {
        if (typeof said === "string" && answer.complete)
          end(answer.statusCode ?? 0, ...said.split(" "));
        else end(0);
      });
    });
    asked.once("error", () => {
      end(0);
    });
    asked.end();
  }
}
