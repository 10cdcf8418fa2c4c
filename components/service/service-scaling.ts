import * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as ecs from "@pulumi/aws/ecs";
import type * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type {
  CellSpec,
  ContainerServiceSpec,
  ScaleSpec,
  ScheduleSpec,
} from "../../blueprint/container-service";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";
import type { ServiceRouting } from "./service-routing";

/** Seconds: growing may follow a minute's load, shrinking waits for it to stay away. */
const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 };

export interface ServiceScalingArgs {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
  readonly service: ecs.Service;
  readonly routing: ServiceRouting;
}

/**
 * How many tasks run. The live cell follows its load between the spec's bounds. The recovery cell stands at zero:
 * whoever moves traffic there first raises the target's bounds and waits for healthy tasks, which the next `up` leaves
 * alone.
 */
export function declareScaling(
  name: string,
  args: ServiceScalingArgs,
  child: pulumi.CustomResourceOptions,
): appautoscaling.Target {
  const { spec, cell } = args;
  const { scale } = spec;
  const schedule = cell.role === "live" ? scale.schedule : undefined;
  const bounds = boundsOf(cell.role, scale);
  // Schedules and a failover move the bounds on their own; an `up` at night must not wake dev, nor one during a
  // disaster stop the region that took over.
  const movesByItself = schedule !== undefined || cell.role === "recovery";

  const target = declareTarget(
    name,
    args,
    bounds,
    movesByItself ? { ...child, ignoreChanges: ["minCapacity", "maxCapacity"] } : child,
  );
  const { serviceNamespace, scalableDimension, resourceId } = target;
  const scaled = { serviceNamespace, scalableDimension, resourceId };
  if (cell.role !== "idle" && scale.min < scale.max) followLoad(name, args, scaled, child);
  if (schedule !== undefined) followSchedule(name, schedule, bounds, scaled, child);
  return target;
}

/** How many tasks may run at least and at most. */
interface Bounds {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

const asleep: Bounds = { minCapacity: 0, maxCapacity: 0 };

/** A warm cell has no load to follow and may get all of it at once, so it stands where the live one may have grown to. */
export function boundsOf(role: CellSpec["role"], { min, max }: ScaleSpec): Bounds {
  switch (role) {
    case "live":
      return { minCapacity: min, maxCapacity: max };
    case "warm":
      return { minCapacity: max, maxCapacity: max };
    case "idle":
    case "recovery":
      return asleep;
  }
}

type Scaled = Pick<appautoscaling.Target, "serviceNamespace" | "scalableDimension" | "resourceId">;

function declareTarget(
  name: string,
  { cell, context, service }: ServiceScalingArgs,
  bounds: Bounds,
  opts: pulumi.CustomResourceOptions,
): appautoscaling.Target {
  return new appautoscaling.Target(
    `${name}-scale`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${cell.clusterName}/${service.name}`,
      ...bounds,
      tags: context.identity.tags,
    },
    opts,
  );
}

function followLoad(
  name: string,
  { spec: { scale }, cell, routing }: ServiceScalingArgs,
  scaled: Scaled,
  child: pulumi.CustomResourceOptions,
): void {
  new appautoscaling.Policy(
    `${name}-scale-cpu`,
    {
      ...scaled,
      name: `${name}-cpu`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: {
          predefinedMetricType: "ECSServiceAverageCPUUtilization",
        },
        targetValue: scale.cpuTargetPercent,
        ...cooldowns,
      },
    },
    child,
  );
  new appautoscaling.Policy(
    `${name}-scale-requests`,
    {
      ...scaled,
      name: `${name}-requests`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        customizedMetricSpecification: { metrics: requestsPerTask(routing, cell) },
        targetValue: scale.requestsPerTarget,
        ...cooldowns,
      },
    },
    child,
  );
}

function followSchedule(
  name: string,
  { stop, start, timezone }: ScheduleSpec,
  awake: Bounds,
  scaled: Scaled,
  child: pulumi.CustomResourceOptions,
): void {
  new appautoscaling.ScheduledAction(
    `${name}-stop`,
    { ...scaled, name: "stop", schedule: stop, timezone, scalableTargetAction: asleep },
    child,
  );
  new appautoscaling.ScheduledAction(
    `${name}-start`,
    { ...scaled, name: "start", schedule: start, timezone, scalableTargetAction: awake },
    child,
  );
}

/**
 * Requests per task over both target groups, for the predefined `ALBRequestCountPerTarget` follows one and would see
 * the service's load fall to nothing after every second deployment. The sum is what a task of either side gets once
 * all traffic is on it. No request counts as zero, or a quiet night could not scale in.
 */
function requestsPerTask({ blue, alternate }: ServiceRouting, cell: CellOutputs) {
  const sides: Record<string, lb.TargetGroup> = { blue };
  if (alternate !== undefined) sides.green = alternate.green;
  const metrics = Object.entries(sides).map(([id, targetGroup]) => ({
    id,
    metricStat: {
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName: "RequestCountPerTarget",
        dimensions: [
          { name: "LoadBalancer", value: cell.loadBalancerArnSuffix },
          { name: "TargetGroup", value: targetGroup.arnSuffix },
        ],
      },
      stat: "Sum",
    },
    returnData: false,
  }));
  const expression = Object.keys(sides)
    .map((id) => `FILL(${id},0)`)
    .join("+");
  return [...metrics, { id: "requests", expression, returnData: true }];
}
