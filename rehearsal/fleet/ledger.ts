/** What a version of a workload answered in a minute of the rehearsal's clock. */
export interface Tally {
  readonly workload: string;
  /** As people speak of it; empty where nobody answered. */
  readonly version: string;
  /** When the minute began, in seconds since 1970. */
  readonly at: number;
  readonly requests: number;
  readonly errors: number;
}

export interface TimedTally extends Tally {
  /** Milliseconds that each took. */
  readonly latencies: readonly number[];
}

export interface Answered {
  readonly workload: string;
  readonly version: string;
  /** Seconds since 1970 by the rehearsal's clock. */
  readonly at: number;
  readonly isError: boolean;
  readonly milliseconds: number;
}

/** Counts requests by workload, version and minute, as visitors saw them. */
export class Ledger {
  private readonly tallies = new Map<
    string,
    TimedTally & { requests: number; errors: number; latencies: number[] }
  >();

  public add({ workload, version, at, isError, milliseconds }: Answered): void {
    const minute = at - (at % 60);
    const key = `${workload} ${version} ${String(minute)}`;
    const known = this.tallies.get(key);
    const tally = known ?? { workload, version, at: minute, requests: 0, errors: 0, latencies: [] };
    tally.requests += 1;
    if (isError) tally.errors += 1;
    tally.latencies.push(milliseconds);
    if (known === undefined) this.tallies.set(key, tally);
  }

  public get all(): readonly Tally[] {
    return [...this.tallies.values()].map(({ workload, version, at, requests, errors }) => {
      return { workload, version, at, requests, errors };
    });
  }

  public of(workload: string, version: string): readonly TimedTally[] {
    return [...this.tallies.values()].filter(
      (tally) => tally.workload === workload && tally.version === version,
    );
  }
}
