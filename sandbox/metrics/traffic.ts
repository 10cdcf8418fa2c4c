/** How a request ended. */
export interface Answered {
  /** When, in seconds since 1970. */
  readonly at: number;
  /** HTTP status, or nothing where no answer came: a task that takes no connection, a Worker that threw. */
  readonly status: number | undefined;
  readonly seconds: number;
}

/** What was asked of each target group (by the last part of its ARN) and of each Worker's version (by its id). */
export class Traffic {
  private readonly answered = new Map<string, Answered[]>();

  /** In the order of time. */
  public add(to: string, answered: Answered): void {
    const known = this.answered.get(to);
    if (known === undefined) this.answered.set(to, [answered]);
    else known.push(answered);
  }

  /** From one second up to another, which does not belong to it. */
  public between(to: string, from: number, until: number): readonly Answered[] {
    const all = this.answered.get(to) ?? [];
    return all.slice(firstFrom(all, from), firstFrom(all, until));
  }

  public get askedOf(): readonly string[] {
    return [...this.answered.keys()];
  }
}

/** Place of the first that was answered then or later. */
function firstFrom(all: readonly Answered[], at: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value below which a share of some others lies, from 0 to 1; of none it is `undefined`. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
