/** Factors by which a share may differ from a limit, and how much each is believed beforehand; the beliefs add up to 1. */
export type Prior = readonly (readonly [factor: number, belief: number])[];

/** For each factor, the logarithm of how much likelier a minute is with the limit times it than with the limit. */
export type LogRatios = readonly number[];

/** Half of the belief is in the first minute, and so many minutes pass until half of the other half is spent. */
const patience = 10;

/** Keeps what is beyond doubt a number. */
const most = 1e200;

/**
 * Evidence against a share that keeps within a limit. It may be looked at after every minute: where the share does keep
 * within, at most one release in x ever brings an evidence of x, however often one looks. It is how much likelier the counts
 * are with shares beyond the limit than with the limit itself: the mean of sequential probability ratio tests over how far
 * beyond and since which minute (Lindon and Malek, arXiv 2205.14762; Shin, Ramdas and Rinaldo, arXiv 2203.03532). So what
 * is beyond from the first request is found almost as soon as by the one test that knows how far, and the minutes
 * before a leak do not excuse it.
 */
export class Evidence {
  private readonly sums: number[];
  private minutes = 0;

  /** @param since - whether the share may have gone beyond in any minute, or in the first alone. */
  public constructor(
    private readonly prior: Prior,
    private readonly since: "any minute" | "first minute",
  ) {
    this.sums = prior.map(() => 0);
  }

  public add(logRatios: LogRatios): void {
    const begins = this.unspent(this.minutes) - this.unspent(this.minutes + 1);
    this.minutes += 1;
    for (const [index, logRatio] of logRatios.entries()) {
      const sum = ((this.sums[index] ?? 0) + begins) * Math.exp(logRatio);
      this.sums[index] = Math.min(sum, most);
    }
  }

  public get value(): number {
    return this.prior.reduce(
      (sum, [, belief], index) => sum + belief * (this.sums[index] ?? 0),
      this.unspent(this.minutes),
    );
  }

  /** The belief that it begins after so many minutes. */
  private unspent(minutes: number): number {
    if (minutes === 0) return 1;
    return this.since === "first minute" ? 0 : (0.5 * patience) / (patience + minutes - 1);
  }
}
