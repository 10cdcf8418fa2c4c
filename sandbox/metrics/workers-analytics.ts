import type { Traffic } from "./traffic";

/** What a query of GraphQL analytics is posted as. */
export interface GraphQlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the query may name (Cloudflare: analytics/graphql-api, of `workersInvocationsAdaptive` and confidence intervals). */
const names = new Set(
  `query viewer accounts filter accountTag workersInvocationsAdaptive limit scriptName scriptVersion_in datetime_geq
  datetime_lt dimensions datetimeMinute scriptVersion sum requests errors confidence level sampleSize estimate lower upper
  avg sampleInterval string Time`.split(/\s+/),
);

/** @param every - one request of so many is in the sample. */
export function analytics(
  traffic: Traffic,
  { query, variables }: GraphQlRequest,
  every: number,
): object {
  const spelled = query.replace(/^query \w+/, "query").replaceAll(/\$\w+/g, "");
  const unknown = [...spelled.matchAll(/[A-Za-z_]\w*/g)].find(([name]) => !names.has(name))?.[0];
  if (unknown !== undefined) {
    return {
      data: null,
      errors: [{ message: `unknown field "${unknown}"`, path: null, extensions: {} }],
    };
  }
  const { versions, from, to } = variables as Record<"from" | "to", string> & {
    versions: string[];
  };
  const rows = versions.flatMap((version) =>
    byMinute(traffic, version, Date.parse(from) / 1_000, Date.parse(to) / 1_000, every),
  );
  return { data: { viewer: { accounts: [{ workersInvocationsAdaptive: rows }] } }, errors: null };
}

function byMinute(
  traffic: Traffic,
  version: string,
  from: number,
  to: number,
  every: number,
): object[] {
  const rows: object[] = [];
  for (let at = Math.floor(from / 60) * 60; at < to; at += 60) {
    const sample = traffic
      .between(version, Math.max(at, from), Math.min(at + 60, to))
      .filter((_, index) => index % every === 0);
    if (sample.length === 0) continue;
    const requests = sample.length * every;
    rows.push({
      dimensions: {
        datetimeMinute: new Date(at * 1_000).toISOString().replace(".000", ""),
        scriptVersion: version,
      },
      // An answer of 500 is a success of the runtime.
      sum: { requests, errors: sample.filter(({ status }) => status === undefined).length * every },
      confidence: { sum: { requests: { sampleSize: sample.length } } },
    });
  }
  return rows;
}
