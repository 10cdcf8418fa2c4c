import * as z from "zod";
import type { Counts } from "../../../rollout/judge/counts";
import type { JsonApi } from "../../json-api";

/** A Worker with the two versions that share its traffic. */
export interface WorkerVersions {
  readonly accountId: string;
  /** Its physical name. */
  readonly script: string;
  /** Cloudflare's ids. */
  readonly candidate: string;
  readonly baseline: string;
}

const versionKey = "$workers.scriptVersion.id";
const wallTimeKey = "$workers.wallTimeMs";

const is = (key: string, operation: string, value: string | number) =>
  ({ key, operation, type: typeof value, value }) as const;

/** An answer of 500 and above is a success to the runtime, and what the runtime ended has no answer. */
const failed = {
  kind: "group",
  filterCombination: "or",
  filters: [
    is("$workers.event.response.status", "gte", 500),
    is("$workers.outcome", "in", "exception,exceededCpu,exceededMemory,scriptNotFound"),
  ],
};

const group = z.object({ key: z.string(), value: z.unknown() });
const aggregate = z.object({
  value: z.number(),
  /** How many requests one that was counted stands for. */
  sampleInterval: z.number(),
  groups: z.array(group).default([]),
});
const calculation = z.object({ aggregates: z.array(aggregate) });
const answer = z.object({ result: z.object({ calculations: z.array(calculation).default([]) }) });

type Found = ReadonlyMap<unknown, z.output<typeof aggregate>>;

const minute = 60;

/**
 * What Workers Logs holds of a Worker's requests, asked by the API behind Cloudflare's Query Builder. It alone knows what a
 * version answered and how long each request took. Logs are a sample (`headSamplingRate`), and so are these counts.
 */
export class WorkersLogs {
  public constructor(private readonly api: JsonApi) {}

  /** Milliseconds within which 95 % of the running version's requests were over; `undefined` where none was logged. */
  public async p95(worker: WorkerVersions, from: number, to: number): Promise<number | undefined> {
    const p95 = { operator: "p95", key: wallTimeKey, keyType: "number" };
    return (await this.query(worker, from, to, p95)).get(worker.baseline)?.value;
  }

  /**
   * Counts of both versions in the minute that begins then, by version's id.
   *
   * @param limit - milliseconds above which a request is slow; without it none is timed.
   */
  public async minute(
    worker: WorkerVersions,
    at: number,
    limit: number | undefined,
  ): Promise<ReadonlyMap<string, Counts>> {
    const ask = (...filters: readonly object[]) =>
      this.query(worker, at, at + minute, { operator: "count" }, filters);
    const all = await ask();
    if (all.size === 0) return new Map();
    const [errors, slow] = await Promise.all([
      ask(failed),
      limit === undefined ? new Map() : ask(is(wallTimeKey, "gt", limit)),
    ]);
    const counts = [worker.candidate, worker.baseline].map((version): [string, Counts] => {
      const requests = sampled(all, version);
      return [
        version,
        {
          requests,
          errors: Math.min(sampled(errors, version), requests),
          slow: Math.min(sampled(slow, version), requests),
          ...(limit === undefined && { timed: 0 }),
        },
      ];
    });
    return new Map(counts.filter(([, { requests }]) => requests > 0));
  }

  /** @param from - in seconds since 1970, up to another second that does not belong to it. */
  private async query(
    { accountId, script, candidate, baseline }: WorkerVersions,
    from: number,
    to: number,
    calculated: object,
    filters: readonly object[] = [],
  ): Promise<Found> {
    const path = `/accounts/${accountId}/workers/observability/telemetry/query`;
    const { result } = await this.api.ask(path, answer, {
      queryId: "release",
      view: "calculations",
      dry: true,
      ignoreSeries: true,
      timeframe: { from: from * 1_000, to: to * 1_000 - 1 },
      parameters: {
        datasets: ["cloudflare-workers"],
        filterCombination: "and",
        filters: [
          is("$metadata.service", "eq", script),
          // Each invocation leaves one of these, beside whatever the code logs.
          is("$metadata.type", "eq", "cf-worker-event"),
          is("$workers.eventType", "eq", "fetch"),
          is(versionKey, "in", `${candidate},${baseline}`),
          ...filters,
        ],
        calculations: [calculated],
        groupBys: [{ type: "string", value: versionKey }],
        limit: 2,
      },
    });
    return new Map(
      result.calculations[0]?.aggregates.map((each) => [
        each.groups.find(({ key }) => key === versionKey)?.value,
        each,
      ]),
    );
  }
}

function sampled(found: Found, version: string): number {
  const { value = 0, sampleInterval = 1 } = found.get(version) ?? {};
  return Math.round(value / Math.max(sampleInterval, 1));
}
