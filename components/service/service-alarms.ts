import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as inputs from "@pulumi/aws/types/input";
import type * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { AlertSpec } from "../../blueprint/observability";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";
import type { ServiceRouting } from "./service-routing";

/** Requests in a period below which a share or a percentile says nothing. */
const fewestRequests = 20;

/** Three bad minutes of five: fast enough for a canary, slow enough for one bad request. */
const minutely = { period: 60, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/** Half of the last hour, for what spends an error budget slowly. */
const hourly = { period: 300, evaluationPeriods: 12, datapointsToAlarm: 6 } as const;

/** Minutes that an alarm on a revision looks at; a bake has to be longer, or it ends before they can judge. */
export const judgementMinutes = (minutely.period * minutely.evaluationPeriods) / 60;

export interface ServiceAlarmsArgs {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
  readonly slo: AlertSpec;
  readonly routing: ServiceRouting;
}

export interface ServiceAlarms {
  readonly all: readonly cloudwatch.MetricAlarm[];
  /** Those that judge a new revision, which a deployment watches. */
  readonly watched: readonly cloudwatch.MetricAlarm[];
}

interface Alarm {
  readonly name: string;
  readonly description: string;
  readonly severity: "critical" | "warning";
  /** Whether it tells a good revision from a bad one, rather than a good day from a bad one. */
  readonly judgesRevision: boolean;
  readonly window: typeof minutely | typeof hourly;
  readonly threshold: number;
  /** Metrics of each side, by the name under which the expression knows them: `requests` gives `requestsBlue`. */
  readonly metrics: Readonly<Record<string, SideMetric>>;
  readonly expression: string;
}

interface SideMetric {
  readonly metricName: string;
  readonly stat: string;
}

const requests = { metricName: "RequestCount", stat: "Sum" };
const errors = { metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" };
const latency = (stat: string): SideMetric => ({ metricName: "TargetResponseTime", stat });

/**
 * Alarms over both target groups, since revisions take turns in them, and over the worse of the two, since a broken
 * canary at 5 % of the traffic vanishes in a sum. No traffic is no fault: missing data never breaches. An idle cell
 * has only those that a deployment watches; the recovery cell has all, for the night it takes over.
 */
export function declareAlarms(
  name: string,
  { spec, cell, context, slo, routing }: ServiceAlarmsArgs,
  child: pulumi.CustomResourceOptions,
): ServiceAlarms {
  const { product, stack, tags } = context.identity;
  const topics = {
    critical: [context.alerts.criticalTopicArn],
    warning: [context.alerts.warningTopicArn],
  };
  const sides: Record<string, lb.TargetGroup> = { Blue: routing.blue };
  if (routing.alternate !== undefined) sides.Green = routing.alternate.green;

  const all: cloudwatch.MetricAlarm[] = [];
  const watched: cloudwatch.MetricAlarm[] = [];
  for (const alarm of alarmsOf(spec, slo, Object.keys(sides))) {
    if (cell.role === "idle" && !alarm.judgesRevision) continue;
    const { window } = alarm;
    const resource = new cloudwatch.MetricAlarm(
      `${name}-${alarm.name}`,
      {
        name: physicalName("alarm", product, stack, cell.name, spec.name, alarm.name),
        alarmDescription: `${spec.name} in ${stack}: ${alarm.description}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: alarm.threshold,
        evaluationPeriods: window.evaluationPeriods,
        datapointsToAlarm: window.datapointsToAlarm,
        treatMissingData: "notBreaching",
        metricQueries: [
          { id: "judged", expression: alarm.expression, label: alarm.name, returnData: true },
          ...metricQueries(alarm, sides, cell),
        ],
        alarmActions: topics[alarm.severity],
        okActions: topics[alarm.severity],
        tags,
      },
      child,
    );
    all.push(resource);
    if (alarm.judgesRevision) watched.push(resource);
  }
  return { all, watched };
}

function alarmsOf(
  spec: ContainerServiceSpec,
  slo: AlertSpec,
  sides: readonly string[],
): readonly Alarm[] {
  const alarms = [...failureAlarms(spec, slo, sides), ...latencyAlarms(slo, sides)];
  // Elsewhere no two revisions serve at once, so there is no other to be slower than.
  return spec.rollout.strategy === "CANARY" ? [...alarms, slowCanaryAlarm(spec)] : alarms;
}

function failureAlarms(
  { rollback: { errorRatePercent } }: ContainerServiceSpec,
  { availabilityPercent }: AlertSpec,
  sides: readonly string[],
): readonly Alarm[] {
  const budgetPercent = Number((100 - availabilityPercent).toFixed(3));
  const each = (text: (side: string) => string): string => sides.map(text).join(",");
  return [
    {
      name: "error-rate",
      description: `more than ${String(errorRatePercent)} % of a revision's requests fail`,
      severity: "critical",
      judgesRevision: true,
      window: minutely,
      threshold: errorRatePercent,
      metrics: { requests, errors },
      expression: worst(sides, (side) => `100*FILL(errors${side},0)/requests${side}`),
    },
    {
      name: "unhealthy-tasks",
      description: "tasks fail their health check",
      severity: "critical",
      judgesRevision: true,
      window: minutely,
      threshold: 0,
      metrics: { unhealthy: { metricName: "UnHealthyHostCount", stat: "Maximum" } },
      expression: `MAX([${each((side) => `unhealthy${side}`)}])`,
    },
    {
      name: "availability",
      description: `the last hour had more failures than ${String(availabilityPercent)} % allow`,
      severity: "critical",
      judgesRevision: false,
      window: hourly,
      threshold: budgetPercent,
      metrics: { requests, errors },
      expression: `100*SUM([${each((side) => `FILL(errors${side},0)`)}])/SUM([${each((side) => `requests${side}`)}])`,
    },
  ];
}

function latencyAlarms(slo: AlertSpec, sides: readonly string[]): readonly Alarm[] {
  const slow = (percentile: "p95" | "p99", seconds: number) => ({
    name: `latency-${percentile}`,
    description: `${percentile} latency is above ${String(seconds)} s`,
    window: minutely,
    threshold: seconds,
    metrics: { requests, [percentile]: latency(percentile) },
    expression: worst(sides, (side) => `${percentile}${side}`),
  });
  return [
    { ...slow("p95", slo.latencyP95Seconds), severity: "warning", judgesRevision: true },
    { ...slow("p99", slo.latencyP99Seconds), severity: "critical", judgesRevision: false },
  ];
}

function slowCanaryAlarm({ rollback }: ContainerServiceSpec): Alarm {
  const { latencyIncreasePercent } = rollback;
  return {
    name: "latency-increase",
    description: `the new revision is more than ${String(latencyIncreasePercent)} % slower than the old`,
    severity: "warning",
    judgesRevision: true,
    window: minutely,
    threshold: latencyIncreasePercent,
    metrics: { requests, p95: latency("p95") },
    expression: slowerThanTheOther,
  };
}

/** The worse side, each judged only on enough requests. */
function worst(sides: readonly string[], value: (side: string) => string): string {
  const judged = sides.map(
    (side) => `IF(requests${side}>${String(fewestRequests)},${value(side)},0)`,
  );
  return `MAX([${judged.join(",")}])`;
}

/**
 * Percent by which the canary's p95 is above the other revision's. The canary is the side with fewer requests, since
 * the target groups take turns; both need enough of them, so between deployments there is nothing to compare. Taking
 * the larger p95 over the smaller instead would roll back a revision for being faster.
 */
const slowerThanTheOther = [
  `IF(requestsBlue>${String(fewestRequests)} AND requestsGreen>${String(fewestRequests)}`,
  "100*(IF(requestsBlue<requestsGreen,p95Blue/p95Green,p95Green/p95Blue)-1)",
  "0)",
].join(",");

function metricQueries(
  { metrics, window }: Alarm,
  sides: Readonly<Record<string, lb.TargetGroup>>,
  cell: CellOutputs,
): inputs.cloudwatch.MetricAlarmMetricQuery[] {
  return Object.entries(sides).flatMap(([side, targetGroup]) =>
    Object.entries(metrics).map(([metric, { metricName, stat }]) => ({
      id: `${metric}${side}`,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        stat,
        period: window.period,
        dimensions: {
          LoadBalancer: cell.loadBalancerArnSuffix,
          TargetGroup: targetGroup.arnSuffix,
        },
      },
      returnData: false,
    })),
  );
}
