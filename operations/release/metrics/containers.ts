import {
  type CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import type { Counts, Minute } from "../../../rollout/judge/counts";
import { ServiceError } from "../../json-api";
import { sideBySide } from "./side-by-side";

/** The two target groups of a service in one cell, as CloudWatch's dimensions name them. */
export interface ServiceGroups {
  /** `app/<name>/<id>`. */
  readonly loadBalancer: string;
  /** `targetgroup/<name>/<id>` each; revisions take turns in them. */
  readonly targetGroups: readonly [string, string];
}

export interface ReleaseWindow {
  /** When the release got some of the traffic, in seconds since 1970. */
  readonly since: number;
  readonly now: number;
  /** Percent by which p95 may rise: `rollbackThresholds.latencyIncrease`. */
  readonly latencyIncrease: number;
}

/** Seconds until the load balancer has reported a minute and CloudWatch has it. */
export const containerSettle = 180;

const minute = 60;
const day = 24 * 60 * minute;

/** What CloudWatch says of each metric that was asked for, by the second at which a period began. */
type Series = ReadonlyMap<number, number>;

interface Asked {
  readonly group: string;
  readonly metricName: string;
  readonly stat: string;
}

/** What the load balancer counted of a release of a container service. */
export class ContainerMetrics {
  /** @param client - of the region of the cell; its retries answer throttling. */
  public constructor(private readonly client: CloudWatchClient) {}

  /**
   * The release is in the target group that had no traffic when it began: until then all went to the other one. Empty where
   * nobody asked the service for a day before, since then nobody knows which is which.
   *
   * @throws ServiceError where CloudWatch has not all of it; what the SDK throws where it does not answer.
   */
  public async minutes(service: ServiceGroups, window: ReleaseWindow): Promise<readonly Minute[]> {
    const baseline = await this.running(service, window.since);
    if (baseline === undefined) return [];
    const candidate = service.targetGroups.find((group) => group !== baseline) ?? baseline;
    const p95 = await this.usualP95(service, baseline, window.since);
    const limit = p95 && p95 * (1 + window.latencyIncrease / 100);
    const [own, others] = await Promise.all([
      this.counts(service, candidate, limit, window),
      this.counts(service, baseline, limit, window),
    ]);
    return sideBySide(own, others);
  }

  /** The target group that had the traffic last before the release began. */
  private async running(
    { loadBalancer, targetGroups }: ServiceGroups,
    since: number,
  ): Promise<string | undefined> {
    const asked = targetGroups.map((group) => ({ group, metricName: "RequestCount", stat: "Sum" }));
    const span = { from: since - day, to: since, period: 5 * minute };
    const [blue = empty, green = empty] = await this.read(loadBalancer, asked, span);
    const lead = (at: number) => (blue.get(at) ?? 0) - (green.get(at) ?? 0);
    const latest = Math.max(...[...blue.keys(), ...green.keys()].filter((at) => lead(at) !== 0));
    return Number.isFinite(latest) ? targetGroups[lead(latest) > 0 ? 0 : 1] : undefined;
  }

  /** Of the day before the release, in seconds. CloudWatch may cut it in two at midnight. */
  private async usualP95(
    { loadBalancer }: ServiceGroups,
    group: string,
    since: number,
  ): Promise<number | undefined> {
    const asked = ["p95", "SampleCount"].map((stat) => ({
      group,
      metricName: "TargetResponseTime",
      stat,
    }));
    const span = { from: since - day, to: since, period: day };
    const [p95 = empty, requests = empty] = await this.read(loadBalancer, asked, span);
    const weights = [...p95].map(([at, value]) => [value, requests.get(at) ?? 0] as const);
    const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
    return all === 0
      ? undefined
      : weights.reduce((sum, [value, weight]) => sum + (value * weight) / all, 0);
  }

  private async counts(
    { loadBalancer }: ServiceGroups,
    group: string,
    limit: number | undefined,
    { since, now }: ReleaseWindow,
  ): Promise<ReadonlyMap<number, Counts>> {
    const of = (metricName: string, stat: string): Asked => ({ group, metricName, stat });
    const [requests = empty, failed = empty, refused = empty, timed = empty, fast = empty] =
      await this.read(
        loadBalancer,
        [
          of("RequestCount", "Sum"),
          of("HTTPCode_Target_5XX_Count", "Sum"),
          // A task that takes no connection answers nothing that could be counted as its 5xx.
          of("TargetConnectionErrorCount", "Sum"),
          of("TargetResponseTime", "SampleCount"),
          ...(limit === undefined ? [] : [of("TargetResponseTime", `TC(:${spelled(limit)})`)]),
        ],
        { from: since, to: now, period: minute },
      );
    const counted = [...requests].map(([at, many]): [number, Counts] => {
      const errors = Math.min((failed.get(at) ?? 0) + (refused.get(at) ?? 0), many);
      const answered = limit === undefined ? 0 : Math.min(timed.get(at) ?? 0, many);
      const slow = Math.max(0, answered - (fast.get(at) ?? 0));
      return [at, { requests: many, errors, slow, timed: answered }];
    });
    return new Map(counted.filter(([, { requests: many }]) => many > 0));
  }

  private async read(
    loadBalancer: string,
    asked: readonly Asked[],
    { from, to, period }: { readonly from: number; readonly to: number; readonly period: number },
  ): Promise<readonly Series[]> {
    const pages = paginateGetMetricData(
      { client: this.client },
      {
        MetricDataQueries: asked.map((each, index) =>
          query(`m${String(index)}`, loadBalancer, each, period),
        ),
        StartTime: new Date(from * 1_000),
        EndTime: new Date(to * 1_000),
        ScanBy: "TimestampAscending",
      },
    );
    const series = asked.map(() => new Map<number, number>());
    const last = new Map<string, MetricDataResult>();
    for await (const { MetricDataResults = [], Messages = [] } of pages) {
      const [message] = Messages;
      if (message !== undefined)
        throw new ServiceError(
          `CloudWatch: GetMetricData of ${loadBalancer}: ${message.Value ?? ""}`,
        );
      for (const result of MetricDataResults) {
        const index = Number(result.Id?.slice(1));
        last.set(result.Id ?? "", result);
        result.Timestamps?.forEach((at, place) => {
          series[index]?.set(at.getTime() / 1_000, result.Values?.[place] ?? 0);
        });
      }
    }
    for (const [index, each] of asked.entries()) complete(each, last.get(`m${String(index)}`));
    return series;
  }
}

const empty: Series = new Map();

function query(
  Id: string,
  loadBalancer: string,
  { group, metricName, stat }: Asked,
  period: number,
): MetricDataQuery {
  const Dimensions = [
    { Name: "LoadBalancer", Value: loadBalancer },
    { Name: "TargetGroup", Value: group },
  ];
  return {
    Id,
    MetricStat: {
      Metric: { Namespace: "AWS/ApplicationELB", MetricName: metricName, Dimensions },
      Period: period,
      Stat: stat,
    },
  };
}

/** @throws ServiceError where the last page does not end the series: half of a minute's errors is not its errors. */
function complete({ group, metricName, stat }: Asked, result: MetricDataResult | undefined): void {
  if (result?.StatusCode === "Complete") return;
  const why = result?.Messages?.map(({ Value }) => Value).join("; ");
  throw new ServiceError(
    `CloudWatch: ${stat} of ${metricName} of ${group} is ${result?.StatusCode ?? "missing"}, not Complete${why ? `: ${why}` : ""}`,
  );
}

/** CloudWatch takes ten decimals and no exponent. */
function spelled(seconds: number): string {
  return String(Number(seconds.toFixed(6)));
}
