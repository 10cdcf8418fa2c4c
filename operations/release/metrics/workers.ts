import type { Counts, Minute } from "../../../rollout/judge/counts";
import type { JsonApi } from "../../json-api";
import type { ReleaseWindow } from "./containers";
import { type CountsByMinute, sideBySide } from "./side-by-side";
import { WorkersAnalytics } from "./workers-analytics";
import { WorkersLogs, type WorkerVersions } from "./workers-logs";

/** Seconds until Cloudflare has all of a minute: its own charts fall off within the last few. */
export const workerSettle = 300;

const minute = 60;
const day = 24 * 60 * minute;

type ByVersion = ReadonlyMap<string, Counts>;

/**
 * What Cloudflare counted of a release of a Worker. Workers Logs knows most and is asked first. Where it holds nothing of the
 * watch, as with a sampling rate of 0, analytics tells of errors alone: that may take a release back, but never
 * promotes it, since nobody knows how slow it is.
 */
export class WorkerMetrics {
  private readonly logs: WorkersLogs;
  private readonly analytics: WorkersAnalytics;
  /** What no longer changes, by version and minute, and the limit of each release. */
  private readonly known = new Map<string, ByVersion>();
  private readonly limits = new Map<string, number | undefined>();

  /** @param api - Cloudflare's, with a token that may read Workers Observability and Account Analytics. */
  public constructor(api: JsonApi) {
    this.logs = new WorkersLogs(api);
    this.analytics = new WorkersAnalytics(api);
  }

  /** @throws ServiceError */
  public async minutes(worker: WorkerVersions, window: ReleaseWindow): Promise<readonly Minute[]> {
    const { now, since } = window;
    const limit = await this.limit(worker, window);
    const from = Math.floor(since / minute) * minute;
    const logged = new Map<number, ByVersion>();
    for (let at = from; at < now; at += minute) {
      logged.set(at, await this.minute(worker, at, limit, now));
    }
    const isLogged = [...logged.values()].some(({ size }) => size > 0);
    const counted = isLogged ? logged : await this.analytics.minutes(worker, from, now);
    return sideBySide(of(worker.candidate, counted), of(worker.baseline, counted));
  }

  private async minute(
    worker: WorkerVersions,
    at: number,
    limit: number | undefined,
    now: number,
  ): Promise<ByVersion> {
    const key = `${worker.candidate} ${worker.baseline} ${String(at)}`;
    const found = this.known.get(key) ?? (await this.logs.minute(worker, at, limit));
    if (at + minute + workerSettle <= now) this.known.set(key, found);
    return found;
  }

  /** Whole milliseconds above which a request is slow: the p95 of the day before the release, and the rise that is allowed. */
  private async limit(
    worker: WorkerVersions,
    { since, latencyIncrease }: ReleaseWindow,
  ): Promise<number | undefined> {
    const key = `${worker.candidate} ${worker.baseline} ${String(since)}`;
    if (!this.limits.has(key)) {
      const p95 = await this.logs.p95(worker, since - day, since);
      this.limits.set(key, p95 && Math.ceil(p95 * (1 + latencyIncrease / 100)));
    }
    return this.limits.get(key);
  }
}

function of(version: string, counted: ReadonlyMap<number, ByVersion>): CountsByMinute {
  return new Map(
    [...counted].flatMap(([at, versions]) => {
      const counts = versions.get(version);
      return counts === undefined ? [] : [[at, counts] as const];
    }),
  );
}
