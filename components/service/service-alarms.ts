import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as inputs from "@pulumi/aws/types/input";
import type * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { AlertSpec } from "../../blueprint/observability";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";
import { withRunbook } from "../observe/runbook";
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
  /** Metrics by the name under which the expression knows them. */
  readonly metrics: Readonly<Record<string, SideMetric & { readonly of: lb.TargetGroup }>>;
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
 * An alarm of its own for each target group, since revisions take turns in them and a broken canary at 5 % of the
 * traffic vanishes in a sum. No traffic is no fault: missing data never breaches. An expression over both groups would
 * rest on what becomes of the one without traffic, which is not documented. An idle cell has only the alarms that a
 * deployment watches; the recovery cell has all, for the night it takes over.
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
  const all: cloudwatch.MetricAlarm[] = [];
  const watched: cloudwatch.MetricAlarm[] = [];
  for (const alarm of alarmsOf(spec, slo, routing)) {
    if (cell.role === "idle" && !alarm.judgesRevision) continue;
    const { window } = alarm;
    const resource = new cloudwatch.MetricAlarm(
      `${name}-${alarm.name}`,
      {
        name: physicalName("alarm", product, stack, cell.name, spec.name, alarm.name),
        alarmDescription: withRunbook(`${spec.name} in ${stack}: ${alarm.description}.`, "alarm"),
        comparisonOperator: "GreaterThanThreshold",
        threshold: alarm.threshold,
        evaluationPeriods: window.evaluationPeriods,
        datapointsToAlarm: window.datapointsToAlarm,
        treatMissingData: "notBreaching",
        metricQueries: [
          { id: "judged", expression: alarm.expression, label: alarm.name, returnData: true },
          ...metricQueries(alarm, cell),
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
  { blue, alternate }: ServiceRouting,
): readonly Alarm[] {
  const judgements = [...failures(spec, slo), ...latencies(slo)];
  if (alternate === undefined) return judgements.map((each) => alarmOn(blue, each));
  const alarms = judgements.flatMap((each) =>
    Object.entries({ blue, green: alternate.green }).map(([side, group]) =>
      alarmOn(group, { ...each, name: `${each.name}-${side}` }),
    ),
  );
  // Elsewhere no two revisions serve at once, so there is no other to be slower than.
  return spec.rollout.strategy === "CANARY"
    ? [...alarms, slowCanaryAlarm(spec, blue, alternate.green)]
    : alarms;
}

/** What an alarm says of one target group, whichever it is. */
interface Judgement extends Omit<Alarm, "metrics"> {
  readonly metrics: Readonly<Record<string, SideMetric>>;
}

function alarmOn(group: lb.TargetGroup, { metrics, ...alarm }: Judgement): Alarm {
  return {
    ...alarm,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([id, metric]) => [id, { ...metric, of: group }]),
    ),
  };
}

function failures(
  { rollback: { errorRatePercent } }: ContainerServiceSpec,
  { availabilityPercent }: AlertSpec,
): readonly Judgement[] {
  return [
    {
      name: "error-rate",
      description: `more than ${String(errorRatePercent)} % of a revision's requests fail`,
      severity: "critical",
      judgesRevision: true,
      window: minutely,
      threshold: errorRatePercent,
      metrics: { requests, errors },
      expression: onEnough(failedPercent),
    },
    {
      name: "unhealthy-tasks",
      description: "tasks fail their health check",
      severity: "critical",
      judgesRevision: true,
      window: minutely,
      threshold: 0,
      metrics: { unhealthy: { metricName: "UnHealthyHostCount", stat: "Maximum" } },
      expression: "FILL(unhealthy,0)",
    },
    {
      name: "availability",
      description: `the last hour had more failures than ${String(availabilityPercent)} % allow`,
      severity: "critical",
      judgesRevision: false,
      window: hourly,
      threshold: Number((100 - availabilityPercent).toFixed(3)),
      metrics: { requests, errors },
      expression: failedPercent,
    },
  ];
}

function latencies(slo: AlertSpec): readonly Judgement[] {
  const slow = (percentile: "p95" | "p99", seconds: number) => ({
    name: `latency-${percentile}`,
    description: `${percentile} latency is above ${String(seconds)} s`,
    window: minutely,
    threshold: seconds,
    metrics: { requests, [percentile]: latency(percentile) },
    expression: onEnough(percentile),
  });
  return [
    { ...slow("p95", slo.latencyP95Seconds), severity: "warning", judgesRevision: true },
    { ...slow("p99", slo.latencyP99Seconds), severity: "critical", judgesRevision: false },
  ];
}

function slowCanaryAlarm(
  { rollback: { latencyIncreasePercent } }: ContainerServiceSpec,
  blue: lb.TargetGroup,
  green: lb.TargetGroup,
): Alarm {
  const p95 = latency("p95");
  return {
    name: "latency-increase",
    description: `the new revision is more than ${String(latencyIncreasePercent)} % slower than the old`,
    severity: "warning",
    judgesRevision: true,
    window: minutely,
    threshold: latencyIncreasePercent,
    metrics: {
      requestsBlue: { ...requests, of: blue },
      p95Blue: { ...p95, of: blue },
      requestsGreen: { ...requests, of: green },
      p95Green: { ...p95, of: green },
    },
    expression: slowerThanTheOther,
  };
}

/** A minute without failures counts none: the load balancer reports the count of failures only where there are some. */
const failedPercent = "100*FILL(errors,0)/requests";

function onEnough(value: string): string {
  return `IF(requests>${String(fewestRequests)},${value},0)`;
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
  cell: CellOutputs,
): inputs.cloudwatch.MetricAlarmMetricQuery[] {
  return Object.entries(metrics).map(([id, { metricName, stat, of }]) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      stat,
      period: window.period,
      dimensions: { LoadBalancer: cell.loadBalancerArnSuffix, TargetGroup: of.arnSuffix },
    },
    returnData: false,
  }));
}
