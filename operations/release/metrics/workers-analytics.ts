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

const row = z.object({
  dimensions: z.object({ datetimeMinute: z.iso.datetime(), scriptVersion: z.string() }),
  sum: z.object({ requests: z.number(), errors: z.number() }),
  confidence: z.object({ sum: z.object({ requests: z.object({ sampleSize: z.number() }) }) }),
});
const account = z.object({ workersInvocationsAdaptive: z.array(row) });
const answer = z.object({
  data: z.object({ viewer: z.object({ accounts: z.array(account) }) }).nullable(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

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
    from: number,
    to: number,
  ): Promise<ReadonlyMap<number, ReadonlyMap<string, Counts>>> {
    const [start, end] = [from, to].map((at) => new Date(at * 1_000).toISOString());
    const versions = [candidate, baseline];
    const variables = { account: accountId, script, versions, from: start, to: end };
    const { data, errors } = await this.api.ask("/graphql", answer, { query, variables });
    const rows = data?.viewer.accounts[0]?.workersInvocationsAdaptive;
    if (rows === undefined) {
      const why = errors?.[0]?.message ?? `the token may not see account ${accountId}`;
      throw new ServiceError(`Cloudflare: workersInvocationsAdaptive of ${script}: ${why}`);
    }
    const minutes = new Map<number, Map<string, Counts>>();
    for (const { dimensions, sum, confidence } of rows) {
      const at = Date.parse(dimensions.datetimeMinute) / 1_000;
      const counts = sampleOf(sum, confidence.sum.requests.sampleSize);
      minutes.set(at, (minutes.get(at) ?? new Map()).set(dimensions.scriptVersion, counts));
    }
    return minutes;
  }
}

/** Estimates tell no more than the sample that they were made from. */
function sampleOf({ requests, errors }: z.output<typeof row>["sum"], sampleSize: number): Counts {
  const sampled = Math.min(sampleSize, requests);
  const part = requests === 0 ? 0 : sampled / requests;
  return { requests: sampled, errors: Math.round(errors * part), slow: 0, timed: 0 };
}
