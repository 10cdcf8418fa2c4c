import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { ModelValues } from "../../sandbox/model";
import type { FleetOptions, SiteVersion } from "./fleet";
import type { Tally } from "./ledger";
import type { Visit } from "./visitors";

/** Both clocks of a rehearsal: the one on the wall, and one on which everything passes `speed` times as fast. */
export interface Pace {
  /** Milliseconds since 1970 at which both showed the same. */
  readonly begun: number;
  readonly speed: number;
}

/** What the clock of the rehearsal shows, in seconds since 1970. */
export function timeAt({ begun, speed }: Pace, milliseconds: number): number {
  return (begun + (milliseconds - begun) * speed) / 1_000;
}

/** What the fleet is asked for: the argument and the answer of each call. */
export interface Calls {
  /** Answers with the port of the edge, the address of what counts, and why workloads that can't run are left out. */
  open: (options: FleetOptions & { readonly pace: Pace }) => {
    readonly edge: number;
    readonly metrics: string;
    readonly leftOut: Readonly<Record<string, string>>;
  };
  visit: (visits: readonly Visit[]) => null;
  /** What was counted until now, and how many requests wait for an answer. */
  count: () => { readonly tallies: readonly Tally[]; readonly inFlight: number };
  /** Tries out what a service of ECS is asked to be; answers with the reason where ECS would take it back. */
  deploy: (asked: ModelValues) => string | null;
  serve: (site: SiteVersion) => null;
  /** Ends the visits, waits for what is under way, and counts the rest. */
  leave: () => null;
}

export type CallName = keyof Calls;

export interface Asked {
  readonly number: number;
  readonly name: CallName;
  readonly argument: unknown;
}

export interface Answered {
  readonly number: number;
  readonly answer?: unknown;
  readonly failure?: string;
}

/** The workloads, the edge and the visitors, in a process of their own: the engine's work must not slow them down. */
export class FleetProcess {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answered: Answered) => void>();
  private asked = 0;
  private isGone = false;

  /** @param log - file that gets what it prints, such as what a deployment's hook says. */
  public constructor(log: string) {
    const file = openSync(log, "a");
    this.child = fork(join(__dirname, "main.ts"), {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", file, file, "ipc"],
    });
    closeSync(file);
    this.child.on("message", (answered: Answered) => {
      this.waiting.get(answered.number)?.(answered);
      this.waiting.delete(answered.number);
    });
    this.child.once("exit", () => {
      this.isGone = true;
      for (const [number, tell] of this.waiting) tell({ number, failure: "it has ended" });
    });
  }

  /** @throws Error with what went wrong there. */
  public async ask<Name extends CallName>(
    name: Name,
    ...[argument]: Parameters<Calls[Name]>
  ): Promise<ReturnType<Calls[Name]>> {
    const number = ++this.asked;
    const answered = new Promise<Answered>((resolve) => this.waiting.set(number, resolve));
    if (this.isGone) throw new Error("the rehearsal's edge has ended");
    this.child.send({ number, name, argument } satisfies Asked);
    const { answer, failure } = await answered;
    if (failure !== undefined) throw new Error(`the rehearsal's edge: ${failure}`);
    return answer as ReturnType<Calls[Name]>;
  }

  /** Ends it and everything that it started. */
  public async close(): Promise<void> {
    if (this.isGone) return;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.disconnect();
    await gone;
  }
}
