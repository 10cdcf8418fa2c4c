import * as z from "zod";
import type { Counts } from "../../../rollout/judge/counts";
import { type JsonApi, ServiceError } from "../../json-api";
import type { WorkerVersions } from "./workers-logs";

const query = `query ReleaseCounts($account: string!, $script: string!, $versions: [string!], $from: Time!, $to: Time!) {
  viewer {
    accounts(filter: { accountTag: $account }) {
      workersInvocationsAdaptive(
        limit: 10000
        filter: { scriptName: $script, scriptVersion_in: $versions, datetime_geq: $from, datetime_lt: $to }
      ) {
        dimensions { datetimeMinute scriptVersion }
        sum { requests errors }
        confidence(level: 0.95) { sum { requests { sampleSize } } }
      }
    }
  }
}`;

const rows = z.array(
  z.object({
    dimensions: z.object({ datetimeMinute: z.iso.datetime(), scriptVersion: z.string() }),
    sum: z.object({ requests: z.number(), errors: z.number() }),
    confidence: z.object({ sum: z.object({ requests: z.object({ sampleSize: z.number() }) }) }),
  }),
);

const answer = z.object({
  data: z
    .object({
      viewer: z.object({ accounts: z.array(z.object({ workersInvocationsAdaptive: rows })) }),
    })
    .nullable(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

/** Rows that one answer has at most; a watch of 75 minutes has 150. */
const mostRows = 10_000;

/**
 * What Cloudflare's GraphQL analytics counted of a Worker's requests. It counts them all, but knows of errors only what the
 * runtime ended: an answer of 500 is none to it. Of times it knows quantiles and no counts above a limit, so that none is
 * timed here. It samples large numbers; the counts are the sample's.
 */
export class WorkersAnalytics {
  public constructor(private readonly api: JsonApi) {}

  /** Counts of both versions by minute, and by version's id. */
  public async minutes(
    { accountId, script, candidate, baseline }: WorkerVersions,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<ReadonlyMap<number, ReadonlyMap<string, Counts>>> {
    const variables = {
      account: accountId,
      script,
      versions: [candidate, baseline],
      from: new Date(from * 1_000).toISOString(),
      to: new Date(to * 1_000).toISOString(),
    };
    const { data, errors } = await this.api.ask("/graphql", answer, { query, variables });
    const about = `Cloudflare: workersInvocationsAdaptive of ${script}`;
    if (errors?.[0] !== undefined) throw new ServiceError(`${about}: ${errors[0].message}`);
    const found = data?.viewer.accounts[0]?.workersInvocationsAdaptive;
    if (found === undefined) {
      throw new ServiceError(
        `${about}: the token may not see account ${accountId}; it takes Account Analytics: Read`,
      );
    }
    if (found.length >= mostRows)
      throw new ServiceError(`${about}: more than ${String(mostRows)} rows came`);
    const minutes = new Map<number, Map<string, Counts>>();
    for (const { dimensions, sum, confidence } of found) {
      const at = Date.parse(dimensions.datetimeMinute) / 1_000;
      const versions = minutes.get(at) ?? new Map<string, Counts>();
      minutes.set(
        at,
        versions.set(dimensions.scriptVersion, sampleOf(sum, confidence.sum.requests.sampleSize)),
      );
    }
    return minutes;
  }
}

/** Estimates tell no more than the sample that they were made from. */
function sampleOf(
  { requests, errors }: { readonly requests: number; readonly errors: number },
  sampleSize: number,
): Counts {
  const sampled = Math.min(sampleSize, requests);
  const part = requests === 0 ? 0 : sampled / requests;
  return { requests: Math.round(sampled), errors: Math.round(errors * part), slow: 0, timed: 0 };
}
