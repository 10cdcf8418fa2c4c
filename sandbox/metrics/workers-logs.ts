import { type Answered, quantile, type Traffic } from "./traffic";

type Scalar = string | number | boolean;

type Filter =
  | { readonly key: string; readonly operation: string; readonly value: Scalar }
  | { readonly filterCombination: string; readonly filters: readonly Filter[] };

/** Body of `POST …/workers/observability/telemetry/query`, as far as it is answered here (Cloudflare's OpenAPI document). */
export interface TelemetryQuery {
  readonly timeframe: { readonly from: number; readonly to: number };
  readonly parameters: {
    readonly filterCombination: string;
    readonly filters: readonly Filter[];
    readonly calculations: readonly { readonly operator: string; readonly key?: string }[];
    readonly groupBys: readonly { readonly value: string }[];
    readonly limit: number;
  };
}

type LogEvent = Readonly<Record<string, Scalar>>;

/**
 * @param scriptOf - the Worker that a version is of, whose log is kept.
 * @param every - one request of so many is logged, and stands for them; 0 logs none.
 */
export function telemetry(
  traffic: Traffic,
  { timeframe, parameters }: TelemetryQuery,
  scriptOf: (version: string) => string | undefined,
  every: number,
): object {
  const { calculations, groupBys, limit } = parameters;
  const keys = groupBys.map(({ value }) => value);
  const events = traffic.askedOf.flatMap((version) =>
    traffic
      .between(version, timeframe.from / 1_000, (timeframe.to + 1) / 1_000)
      .filter((_, index) => every > 0 && index % every === 0)
      .map((answered) => logEvent(scriptOf(version) ?? "", version, answered))
      // What lacks a key is in no group of it.
      .filter((event) => passes(event, parameters) && keys.every((key) => key in event)),
  );
  const nameOf = (event: LogEvent) => JSON.stringify(keys.map((key) => event[key]));
  const groups = [...new Set(events.map(nameOf))].map((name) =>
    events.filter((event) => nameOf(event) === name),
  );
  const aggregates = (operator: string, key: string) =>
    groups.slice(0, limit).map((members) => ({
      groups: keys.map((name) => ({ key: name, value: members[0]?.[name] })),
      value: calculated(operator, key, members, every),
      count: members.length * every,
      interval: 0,
      sampleInterval: every,
    }));
  return {
    success: true,
    errors: [],
    messages: [{ message: "Successful request" }],
    result: {
      run: { status: "COMPLETED", timeframe },
      statistics: { elapsed: 0.01, rows_read: events.length, bytes_read: 0 },
      calculations: calculations.map(({ operator, key = "" }) => ({
        calculation: operator,
        aggregates: aggregates(operator, key),
        series: [],
      })),
    },
  };
}

function calculated(
  operator: string,
  key: string,
  events: readonly LogEvent[],
  every: number,
): number {
  if (operator === "count") return events.length * every;
  const values = events.map((event) => Number(event[key]));
  if (operator === "p95") return quantile(values, 0.95) ?? 0;
  throw new RangeError(`operator ${operator} is not emulated`);
}

function logEvent(service: string, version: string, { status, seconds }: Answered): LogEvent {
  return {
    "$metadata.service": service,
    "$metadata.type": "cf-worker-event",
    "$workers.eventType": "fetch",
    "$workers.scriptVersion.id": version,
    "$workers.outcome": status === undefined ? "exception" : "ok",
    "$workers.wallTimeMs": Math.round(seconds * 1_000),
    ...(status !== undefined && { "$workers.event.response.status": status }),
  };
}

function passes(event: LogEvent, filter: Filter): boolean {
  if ("filters" in filter) {
    const { filterCombination, filters } = filter;
    const pass = (each: Filter) => passes(event, each);
    return filterCombination === "or" ? filters.some(pass) : filters.every(pass);
  }
  const { key, operation, value } = filter;
  const found = event[key];
  if (found === undefined) return false;
  if (operation === "eq") return found === value;
  if (operation === "in") return String(value).split(",").includes(String(found));
  if (operation === "gt") return found > value;
  if (operation === "gte") return found >= value;
  throw new RangeError(`operation ${operation} is not emulated`);
}
