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

type Filter =
  | {
      readonly key: string;
      readonly operation: string;
      readonly type: "string" | "number";
      readonly value: string | number;
    }
  | {
      readonly kind: "group";
      readonly filterCombination: "or";
      readonly filters: readonly Filter[];
    };

interface Calculation {
  readonly operator: "count" | "p95";
  readonly alias: string;
  readonly key?: string;
  readonly keyType?: "number";
}

/** A part of a day, in seconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const versionKey = "$workers.scriptVersion.id";
const wallTimeKey = "$workers.wallTimeMs";

/** Each invocation leaves one of these, beside whatever the code logs. */
const invocation: readonly Filter[] = [
  { key: "$metadata.type", operation: "eq", type: "string", value: "cf-worker-event" },
  { key: "$workers.eventType", operation: "eq", type: "string", value: "fetch" },
];

/** An answer of 500 and above is a success to the runtime, and what the runtime ended has no answer. */
const failed: Filter = {
  kind: "group",
  filterCombination: "or",
  filters: [
    { key: "$workers.event.response.status", operation: "gte", type: "number", value: 500 },
    {
      key: "$workers.outcome",
      operation: "in",
      type: "string",
      value: "exception,exceededCpu,exceededMemory,scriptNotFound",
    },
  ],
};

/** Nothing may come where nothing was logged, and the service adds fields. */
const answer = z.object({
  result: z.object({
    calculations: z
      .array(
        z.object({
          aggregates: z.array(
            z.object({
              value: z.number(),
              sampleInterval: z.number(),
              groups: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

const minute = 60;

/**
 * What Workers Logs holds of a Worker's requests, asked by the API behind Cloudflare's Query Builder. It alone knows what a
 * version answered and how long each request took. Logs are a sample (`headSamplingRate`), and so are these counts.
 */
export class WorkersLogs {
  public constructor(private readonly api: JsonApi) {}

  /** Milliseconds within which 95 % of a version's requests were over; `undefined` where none was logged. */
  public async p95(
    { accountId, script, baseline }: WorkerVersions,
    span: Span,
  ): Promise<number | undefined> {
    const calculation = {
      operator: "p95",
      alias: "p95",
      key: wallTimeKey,
      keyType: "number",
    } as const;
    const found = await this.query(accountId, script, [baseline], span, calculation);
    return found.get(baseline)?.value;
  }

  /**
   * Counts of both versions in the minute that begins then.
   *
   * @param limit - milliseconds above which a request is slow; without it none is timed.
   */
  public async minute(
    { accountId, script, candidate, baseline }: WorkerVersions,
    at: number,
    limit: number | undefined,
  ): Promise<ReadonlyMap<string, Counts>> {
    const count = { operator: "count", alias: "requests" } as const;
    const ask = (...filters: readonly Filter[]) =>
      this.query(
        accountId,
        script,
        [candidate, baseline],
        { from: at, to: at + minute },
        count,
        filters,
      );
    const slower = {
      key: wallTimeKey,
      operation: "gt",
      type: "number",
      value: limit ?? 0,
    } as const;
    const all = await ask();
    if (all.size === 0) return new Map();
    const [errors, slow] = await Promise.all([
      ask(failed),
      limit === undefined ? new Map<string, Found>() : ask(slower),
    ]);
    const sampled = (found: Found | undefined) =>
      found === undefined ? 0 : Math.round(found.value / Math.max(found.sampleInterval, 1));
    return new Map(
      [...all].map(([version, found]) => {
        const requests = sampled(found);
        return [
          version,
          {
            requests,
            errors: Math.min(sampled(errors.get(version)), requests),
            slow: Math.min(sampled(slow.get(version)), requests),
            ...(limit === undefined && { timed: 0 }),
          },
        ];
      }),
    );
  }

  private async query(
    accountId: string,
    script: string,
    versions: readonly string[],
    { from, to }: Span,
    calculation: Calculation,
    filters: readonly Filter[] = [],
  ): Promise<ReadonlyMap<string, Found>> {
    const { result } = await this.api.ask(
      `/accounts/${accountId}/workers/observability/telemetry/query`,
      answer,
      {
        queryId: "release",
        view: "calculations",
        dry: true,
        ignoreSeries: true,
        // Both ends belong to it.
        timeframe: { from: from * 1_000, to: to * 1_000 - 1 },
        parameters: {
          datasets: ["cloudflare-workers"],
          filterCombination: "and",
          filters: [
            { key: "$metadata.service", operation: "eq", type: "string", value: script },
            { key: versionKey, operation: "in", type: "string", value: versions.join(",") },
            ...invocation,
            ...filters,
          ],
          calculations: [calculation],
          groupBys: [{ type: "string", value: versionKey }],
          limit: versions.length,
        },
      },
    );
    const aggregates = result.calculations?.[0]?.aggregates ?? [];
    return new Map(
      aggregates.flatMap(({ groups = [], ...found }) => {
        const version = groups.find(({ key }) => key === versionKey)?.value;
        return typeof version === "string" ? [[version, found] as const] : [];
      }),
    );
  }
}

interface Found {
  readonly value: number;
  /** How many requests one that was counted stands for. */
  readonly sampleInterval: number;
}
