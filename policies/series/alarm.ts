import { oncePerObject } from "../once";
import { has, numberAt, optional, recordAt, recordsAt, textAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import { type Absence, type Points, absences, evaluate } from "./metric-math";

export const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** A metric that an alarm asks for. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  /** Seconds of a period. */
  readonly period: number;
  /** What names whose metric it is, sorted. */
  readonly dimensions: readonly string[];
  /** The query's own words, where the value of a dimension is wanted. */
  readonly query: Properties;
}

/** What a metric is in each period as long as something goes on; `undefined` where nothing is reported. */
export type World = (metric: Metric) => number | undefined;

/** An alarm as CloudWatch judges by it. */
export interface Alarm {
  readonly metrics: readonly Metric[];
  /** Seconds that it looks at. */
  readonly seconds: number;
  /** Seconds that something has to go on until it goes off. */
  readonly patience: number;
  readonly goesOff: (world: World, absence: Absence) => boolean;
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Whether silence is an outage or a quiet night; that it is "missing" says nothing of the service. */
const treatments = ["breaching", "notBreaching", "ignore"];

const longestSeconds = 7 * 86_400;

/** @throws RangeError for what is no alarm that could be judged. */
export const alarmOf = oncePerObject(readAlarm);

function readAlarm({ props }: PolicyResource): Alarm {
  const queries = recordsAt(props, "metricQueries");
  const metrics = new Map(
    queries
      .filter((query) => has(query, "metric"))
      .map((query) => [textAt(query, "id"), metricOf(recordAt(query, "metric"))]),
  );
  const [judged, ...others] = queries.filter(({ returnData }) => returnData === true);
  if (judged === undefined || others.length > 0) {
    throw new RangeError(
      `metricQueries return ${String(others.length + Number(judged !== undefined))} series, not one`,
    );
  }
  const expressions = new Map(
    queries.flatMap((query) => {
      const expression = optional(textAt, query, "expression");
      return expression === undefined ? [] : [[textAt(query, "id"), expression] as const];
    }),
  );
  const periods = numberAt(props, "evaluationPeriods");
  const needed = optional(numberAt, props, "datapointsToAlarm") ?? periods;
  const operator = textAt(props, "comparisonOperator");
  const breaches = comparisons[operator];
  if (breaches === undefined)
    throw new RangeError(`${operator} is no comparison that is read here`);
  const threshold = numberAt(props, "threshold");
  const treatment = textAt(props, "treatMissingData");
  if (!treatments.includes(treatment)) {
    throw new RangeError(
      `takes missing data for ${treatment}, which says nothing about the service`,
    );
  }
  if (needed < 1 || needed > periods) {
    throw new RangeError(`needs ${String(needed)} of ${String(periods)} periods`);
  }
  const all = [...metrics.values()];
  const period = Math.max(0, ...all.map((metric) => metric.period));
  const seconds = period * periods;
  if (seconds > longestSeconds) {
    throw new RangeError(`looks at ${String(seconds)} seconds; CloudWatch at a week at most`);
  }
  return {
    metrics: all,
    seconds,
    patience: period * needed,
    goesOff(world, absence) {
      const value = valueOf(textAt(judged, "id"), { metrics, expressions, world, absence });
      return value === undefined ? treatment === "breaching" : breaches(value, threshold);
    },
  };
}

function metricOf(metric: Properties): Metric {
  const period = numberAt(metric, "period");
  if (period <= 0) throw new RangeError(`has a period of ${String(period)} seconds`);
  return {
    namespace: textAt(metric, "namespace"),
    name: textAt(metric, "metricName"),
    statistic: textAt(metric, "stat"),
    period,
    dimensions: Object.keys(recordAt(metric, "dimensions")).sort(),
    query: metric,
  };
}

interface Reading {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly expressions: ReadonlyMap<string, string>;
  readonly world: World;
  readonly absence: Absence;
}

/** What a query returns in a period; an expression may use others by their ids, which start with a small letter. */
function valueOf(id: string, reading: Reading, within: readonly string[] = []): number | undefined {
  const { metrics, expressions, world, absence } = reading;
  const metric = metrics.get(id);
  if (metric !== undefined) return world(metric);
  const expression = expressions.get(id) ?? "";
  if (within.includes(id)) throw new RangeError(`${expression} is made from itself`);
  const series: Record<string, Points> = {};
  for (const [other] of expression.matchAll(/\b[a-z]\w*/g)) {
    if (!metrics.has(other) && !expressions.has(other)) continue;
    series[other] ??= [valueOf(other, reading, [...within, id])];
  }
  return evaluate(expression, series, 1, absence)[0];
}

/** Whether an alarm goes off whatever becomes of a metric without data. */
export function surelyGoesOff({ goesOff }: Alarm, world: World): boolean {
  return absences.every((absence) => goesOff(world, absence));
}

/** Whether an alarm may go off. */
export function mayGoOff({ goesOff }: Alarm, world: World): boolean {
  return absences.some((absence) => goesOff(world, absence));
}
