import { type Answered, quantile, type Traffic } from "./traffic";

/** GetMetricData's input, as far as it is answered here (AWS: API_GetMetricData). */
export interface MetricDataInput {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
  readonly MaxDatapoints?: number;
  readonly MetricDataQueries: readonly {
    readonly Id: string;
    readonly MetricStat: {
      readonly Period: number;
      readonly Stat: string;
      readonly Metric: {
        readonly Namespace: string;
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  }[];
}

interface MetricDataOutput {
  readonly MetricDataResults: readonly object[];
  readonly NextToken?: string;
}

/** How the emulated CloudWatch answers, besides what it counted. */
export interface CloudWatchManner {
  /** Periods of each metric in one answer. Default: all. */
  readonly page?: number;
  /** Instead of `Complete`, on the last page. */
  readonly ends?: "PartialData" | "InternalError";
}

/** What the load balancer reports of some requests, by the name of the metric; a count of none is not reported. */
const values: Readonly<Record<string, (all: readonly Answered[]) => readonly number[]>> = {
  RequestCount: (all) => all.map(() => 1),
  HTTPCode_Target_5XX_Count: (all) => all.filter(({ status = 0 }) => status >= 500).map(() => 1),
  TargetConnectionErrorCount: (all) =>
    all.filter(({ status }) => status === undefined).map(() => 1),
  TargetResponseTime: (all) =>
    all.filter(({ status }) => status !== undefined).map(({ seconds }) => seconds),
};

/** @throws RangeError as the service answers ValidationError. */
export function metricData(
  traffic: Traffic,
  { StartTime, EndTime, MetricDataQueries, NextToken = "0" }: MetricDataInput,
  { page = Infinity, ends }: CloudWatchManner = {},
): MetricDataOutput {
  const first = Number(NextToken);
  const start = Math.floor(StartTime / 60) * 60;
  const results = MetricDataQueries.map(({ Id, MetricStat: { Period, Stat, Metric } }) => {
    const reported = values[Metric.MetricName];
    const group = Metric.Dimensions.find(({ Name }) => Name === "TargetGroup")?.Value;
    if (
      Metric.Namespace !== "AWS/ApplicationELB" ||
      reported === undefined ||
      group === undefined
    ) {
      throw new RangeError(`${Metric.Namespace} ${Metric.MetricName} is not emulated`);
    }
    const points: [at: number, value: number][] = [];
    for (let at = start; at < EndTime; at += Period) {
      const within = reported(traffic.between(group, at, Math.min(at + Period, EndTime)));
      if (within.length > 0) points.push([at, statistic(Stat, within)]);
    }
    const shown = points.slice(first, first + page);
    return {
      Id,
      Label: Metric.MetricName,
      Timestamps: shown.map(([at]) => at),
      Values: shown.map(([, value]) => value),
      StatusCode: points.length > first + page ? "PartialData" : (ends ?? "Complete"),
    };
  });
  const more = results.some(({ StatusCode }) => StatusCode !== (ends ?? "Complete"));
  return {
    MetricDataResults: results,
    ...(more && { NextToken: String(first + page) }),
  };
}

/** CloudWatch's statistics: a trimmed count leaves its lower bound out and has its upper one in. */
function statistic(stat: string, all: readonly number[]): number {
  if (stat === "Sum") return all.reduce((sum, value) => sum + value, 0);
  if (stat === "SampleCount") return all.length;
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1];
  if (percentile !== undefined) return quantile(all, Number(percentile) / 100) ?? 0;
  const [, from = "", to = ""] = /^TC\((\d*\.?\d*):(\d*\.?\d*)\)$/.exec(stat) ?? [];
  if (from === "" && to === "")
    throw new RangeError(`the value ${stat} for parameter Stat is invalid`);
  const [low, high] = [from === "" ? -Infinity : Number(from), to === "" ? Infinity : Number(to)];
  return all.filter((value) => value > low && value <= high).length;
}
