import { type Answered, quantile, type Traffic } from "./traffic";

type Scalar = string | number | boolean;

interface FilterLeaf {
  readonly key: string;
  readonly operation: string;
  readonly type: string;
  readonly value?: Scalar;
}

interface FilterGroup {
  readonly kind: "group";
  readonly filterCombination: string;
  readonly filters: readonly Filter[];
}

type Filter = FilterLeaf | FilterGroup;

/** Body of `POST …/workers/observability/telemetry/query`, as far as it is answered here (Cloudflare's OpenAPI document). */
export interface TelemetryQuery {
  readonly queryId: string;
  readonly view?: string;
  readonly timeframe: { readonly from: number; readonly to: number };
  readonly parameters?: {
    readonly filterCombination?: string;
    readonly filters?: readonly Filter[];
    readonly calculations?: readonly {
      readonly operator: string;
      readonly key?: string;
      readonly alias?: string;
    }[];
    readonly groupBys?: readonly { readonly value: string }[];
    readonly limit?: number;
  };
}

type LogEvent = Readonly<Record<string, Scalar>>;

/**
 * @param script - the only Worker whose log is kept.
 * @param every - one request of so many is logged, and stands for them; 0 logs none.
 */
export function telemetry(
  traffic: Traffic,
  { timeframe, parameters = {} }: TelemetryQuery,
  script: (version: string) => string | undefined,
  every: number,
): object {
  const {
    filters = [],
    filterCombination = "and",
    calculations = [],
    groupBys = [],
    limit = 10,
  } = parameters;
  const all: FilterGroup = { kind: "group", filterCombination, filters };
  const events = traffic.askedOf.flatMap((version) => {
    const service = script(version);
    if (service === undefined || every === 0) return [];
    return traffic
      .between(version, timeframe.from / 1_000, (timeframe.to + 1) / 1_000)
      .filter((_, index) => index % every === 0)
      .map((answered) => logEvent(service, version, answered));
  });
  const groups = new Map<string, LogEvent[]>();
  for (const event of events.filter((each) => passes(each, all))) {
    // What lacks a key is in no group of it.
    if (groupBys.some(({ value }) => event[value] === undefined)) continue;
    const name = JSON.stringify(groupBys.map(({ value }) => event[value]));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [event]);
    else group.push(event);
  }
  return {
    success: true,
    errors: [],
    messages: [{ message: "Successful request" }],
    result: {
      run: { status: "COMPLETED", timeframe },
      statistics: { elapsed: 0.01, rows_read: events.length, bytes_read: 0 },
      calculations: calculations.map(({ operator, key = "", alias }) => ({
        calculation: operator,
        ...(alias !== undefined && { alias }),
        aggregates: [...groups.values()].slice(0, limit).map((members) => ({
          groups: groupBys.map(({ value }) => ({ key: value, value: members[0]?.[value] })),
          value: calculated(operator, key, members, every),
          count: members.length * every,
          interval: 0,
          sampleInterval: every,
        })),
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
  const percentile = /^p(\d{2})$/.exec(operator)?.[1];
  if (percentile === undefined) throw new RangeError(`operator ${operator} is not emulated`);
  return (
    quantile(
      events.map((event) => Number(event[key])),
      Number(percentile) / 100,
    ) ?? 0
  );
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
    return filterCombination.toLowerCase() === "or"
      ? filters.some((each) => passes(event, each))
      : filters.every((each) => passes(event, each));
  }
  const { key, operation, value = "" } = filter;
  const found = event[key];
  if (found === undefined) return false;
  switch (operation) {
    case "eq":
      return found === value;
    case "in":
      return String(value).split(",").includes(String(found));
    case "gt":
      return found > value;
    case "gte":
      return found >= value;
    default:
      throw new RangeError(`operation ${operation} is not emulated`);
  }
}
