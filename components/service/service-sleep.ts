import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec, ScheduleSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";

export interface ServiceSleepArgs {
  readonly spec: ContainerServiceSpec;
  readonly schedule: ScheduleSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
  readonly alarms: readonly cloudwatch.MetricAlarm[];
}

/** Keeps the alarms of a service quiet while it is stopped on purpose (COST-3). */
export function declareSleep(
  name: string,
  { spec, schedule, cell, context, alarms }: ServiceSleepArgs,
  child: pulumi.CustomResourceOptions,
): cloudwatch.AlarmMuteRule {
  const { product, stack, tags } = context.identity;
  return new cloudwatch.AlarmMuteRule(
    `${name}-asleep`,
    {
      name: physicalName("alarm", product, stack, cell.name, spec.name, "asleep"),
      description: `${spec.name} sleeps after hours`,
      rule: { schedule: muteSchedule(schedule) },
      muteTargets: { alarmNames: alarms.map((alarm) => alarm.name) },
      tags,
    },
    child,
  );
}

/**
 * When alarms are quiet: from each stop until the hour of the next morning's start. On a morning without a start
 * nothing runs that could raise an alarm, and what someone wakes by hand is watched.
 *
 * @throws RangeError when an expression has no single minute and hour.
 */
export function muteSchedule({ stop, start, timezone }: ScheduleSpec): {
  expression: string;
  duration: string;
  timezone: string;
} {
  const sleep = cronOf(stop);
  const wake = cronOf(start);
  const day = 24 * 60;
  const minutes = (minuteOfDay(wake) - minuteOfDay(sleep) + day) % day;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return {
    // Five fields, where Application Auto Scaling has six and a `?`.
    expression: `cron(${String(sleep.minute)} ${String(sleep.hour)} ${sleep.days})`,
    duration: `PT${hours > 0 ? `${String(hours)}H` : ""}${rest > 0 ? `${String(rest)}M` : ""}`,
    timezone,
  };
}

interface Cron {
  readonly minute: number;
  readonly hour: number;
  /** Day of the month, month and day of the week. */
  readonly days: string;
}

function cronOf(expression: string): Cron {
  const match = /^cron\((\d+) (\d+) (\S+ \S+ \S+) \*\)$/.exec(expression);
  if (match?.[3] === undefined) {
    throw new RangeError(
      `"${expression}" is no daily schedule: expected one minute and hour, such as cron(0 20 ? * MON-FRI *)`,
    );
  }
  return {
    minute: Number(match[1]),
    hour: Number(match[2]),
    days: match[3].replaceAll("?", "*"),
  };
}

function minuteOfDay({ hour, minute }: Cron): number {
  return 60 * hour + minute;
}
