import { type CloudWatchClient, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import type { Counts, Minute } from "../../../rollout/judge/counts";
import { ServiceError } from "../../json-api";
import { type CountsByMinute, sideBySide } from "./side-by-side";

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

/** What CloudWatch says of one metric, by the second at which a period began. */
type Series = ReadonlyMap<number, number>;

type Asked = readonly [targetGroup: string, metricName: string, stat: string];

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
  private async running(service: ServiceGroups, since: number): Promise<string | undefined> {
    const asked = service.targetGroups.map((group): Asked => [group, "RequestCount", "Sum"]);
    const [blue = none, green = none] = await this.read(service, asked, since - day, since, 300);
    const lead = (at: number) => (blue.get(at) ?? 0) - (green.get(at) ?? 0);
    const latest = Math.max(...[...blue.keys(), ...green.keys()].filter((at) => lead(at) !== 0));
    return Number.isFinite(latest) ? service.targetGroups[lead(latest) > 0 ? 0 : 1] : undefined;
  }

  /** Of the day before the release, in seconds; by requests, where CloudWatch cuts the day in two. */
  private async usualP95(
    service: ServiceGroups,
    group: string,
    since: number,
  ): Promise<number | undefined> {
    const asked = ["p95", "SampleCount"].map((stat): Asked => [group, "TargetResponseTime", stat]);
    const [p95 = none, many = none] = await this.read(service, asked, since - day, since, day);
    const all = [...many.values()].reduce((sum, each) => sum + each, 0);
    const sum = [...p95].reduce((sum, [at, value]) => sum + value * (many.get(at) ?? 0), 0);
    return all === 0 ? undefined : sum / all;
  }

  private async counts(
    service: ServiceGroups,
    group: string,
    limit: number | undefined,
    { since, now }: ReleaseWindow,
  ): Promise<CountsByMinute> {
    const asked: readonly Asked[] = [
      [group, "RequestCount", "Sum"],
      [group, "HTTPCode_Target_5XX_Count", "Sum"],
      // A task that takes no connection answers nothing that could be counted as its 5xx.
      [group, "TargetConnectionErrorCount", "Sum"],
      [group, "TargetResponseTime", "SampleCount"],
      // It takes decimals and no exponent.
      [group, "TargetResponseTime", `TC(:${String(Number((limit ?? 1).toFixed(6)))})`],
    ];
    const [requests = none, failed = none, refused = none, timed = none, fast = none] =
      await this.read(service, asked, since, now, minute);
    const counts = [...requests].map(([at, many]): [number, Counts] => {
      const errors = Math.min((failed.get(at) ?? 0) + (refused.get(at) ?? 0), many);
      const answered = limit === undefined ? 0 : Math.min(timed.get(at) ?? 0, many);
      const slow = Math.max(0, answered - (fast.get(at) ?? 0));
      return [at, { requests: many, errors, slow, timed: answered }];
    });
    return new Map(counts.filter(([, { requests: many }]) => many > 0));
  }

  /** @throws ServiceError where a series does not end: half of a minute's errors is not its errors. */
  private async read(
    { loadBalancer }: ServiceGroups,
    asked: readonly Asked[],
    from: number,
    to: number,
    period: number,
  ): Promise<readonly Series[]> {
    const input = {
      MetricDataQueries: asked.map((each, index) => query(index, loadBalancer, each, period)),
      StartTime: new Date(from * 1_000),
      EndTime: new Date(to * 1_000),
    };
    const series = asked.map(() => new Map<number, number>());
    const status = new Map<string | undefined, string | undefined>();
    for await (const { MetricDataResults = [] } of paginateGetMetricData(
      { client: this.client },
      input,
    )) {
      for (const { Id, StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
        status.set(Id, StatusCode);
        const own = series[Number(Id?.slice(1))];
        Timestamps.forEach((at, place) => own?.set(at.getTime() / 1_000, Values[place] ?? 0));
      }
    }
    for (const [index, [group, metricName, stat]] of asked.entries()) {
      const ended = status.get(`m${String(index)}`) ?? "missing";
      if (ended === "Complete") continue;
      throw new ServiceError(
        `CloudWatch: ${stat} of ${metricName} of ${group} is ${ended}, not Complete`,
      );
    }
    return series;
  }
}

const none: Series = new Map();

function query(
  index: number,
  LoadBalancer: string,
  [TargetGroup, MetricName, Stat]: Asked,
  Period: number,
) {
  const Dimensions = Object.entries({ LoadBalancer, TargetGroup }).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  const Metric = { Namespace: "AWS/ApplicationELB", MetricName, Dimensions };
  return { Id: `m${String(index)}`, MetricStat: { Metric, Period, Stat } };
}
