/** What goes wrong with a request. */
export type Fault =
  /** 429 with Retry-After; no work is done. */
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number }
  /** 423; no work is done. */
  | { readonly kind: "locked" }
  /** 500 to 504, before the work or after it. */
  | { readonly kind: "server-error"; readonly status: number; readonly workDone?: boolean }
  /** The connection is cut before any work. */
  | { readonly kind: "refused" }
  /** The work is done, and the connection cut instead of a reply. */
  | { readonly kind: "lost-reply" }
  /** The work is done, and the reply comes late. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The work is done, and the reply waits for `release`. */
  | { readonly kind: "held" };

/** A request, as far as an occasion looks into it. */
export interface FaultyRequest {
  readonly method: string;
  /** Below /api/v2. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Occasion {
  /**
   * Which requests count: `METHOD /path`, where `*` stands for any method or one part of the path and `**` for the
   * rest of it. Default: every request.
   */
  readonly request?: string;
  /** Which of these count, where the path does not tell them apart. Default: all. */
  readonly where?: (request: FaultyRequest) => boolean;
  /** Which of those that come from now on is the first to be hit, from 1. Default: 1. */
  readonly nth?: number;
  /** How many are hit in a row. Default: 1. */
  readonly times?: number;
}

export interface PlannedFault {
  /** Settles when the first request is hit. */
  readonly fired: Promise<void>;
  /** Lets held replies go. */
  readonly release: () => void;
}

/** A request that is hit. */
export interface Hit {
  readonly fault: Fault;
  /** Settles when a held reply may go. */
  readonly released: Promise<void>;
}

interface Entry extends Hit {
  readonly pattern: RegExp;
  readonly where: (request: FaultyRequest) => boolean;
  /** Requests that pass before the next is hit. */
  skip: number;
  left: number;
  readonly fire: () => void;
}

/** The faults to come. */
export class Faults {
  private entries: Entry[] = [];

  /** How many planned hits have not come yet. */
  public get pending(): number {
    return this.entries.reduce((sum, { left }) => sum + left, 0);
  }

  public plan(
    fault: Fault,
    { request = "* /**", where = () => true, nth = 1, times = 1 }: Occasion = {},
  ): PlannedFault {
    const hit = gate();
    const held = gate();
    this.entries.push({
      fault,
      pattern: patternOf(request),
      where,
      skip: nth - 1,
      left: times,
      released: held.opened,
      fire: hit.open,
    });
    return { fired: hit.opened, release: held.open };
  }

  public clear(): void {
    this.entries = [];
  }

  /** The fault that hits this request; the one that was planned first wins. */
  public next(request: FaultyRequest): Hit | undefined {
    let hit: Entry | undefined;
    for (const entry of this.entries) {
      const { method, path } = request;
      if (!entry.pattern.test(`${method} ${path}`) || !entry.where(request)) continue;
      if (entry.skip > 0) entry.skip -= 1;
      else if (hit === undefined && entry.left > 0) hit = entry;
    }
    if (hit === undefined) return undefined;
    hit.left -= 1;
    hit.fire();
    return hit;
  }
}

/** A promise and what settles it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function patternOf(request: string): RegExp {
  const source = request
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/ ]+" : escape(part)));
  return new RegExp(`^${source.join("")}$`);
}

function escape(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
