import type * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { AlertSpec } from "../../blueprint/observability";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";
import { bind, type Offered } from "./container-bindings";
import { declareTask } from "./container-task";
import { declareAlarms, judgementMinutes, type ServiceAlarms } from "./service-alarms";
import { declareFirewall } from "./service-firewall";
import { deploymentConfiguration, shortestBakeMinutes } from "./service-rollout";
import { declareRouting, type ServiceRouting } from "./service-routing";
import { boundsOf, declareScaling, type ServiceScalingArgs } from "./service-scaling";
import { declareSleep } from "./service-sleep";

/** A workload that ships as an image, in one cell of an environment. */
export interface ContainerServiceArgs extends Offered {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  /** The context of the cell's region. */
  readonly context: Context;
  /** Place among the rules of the cell's listener, from 0 and unique in it (blueprint/listener-slots.ts). */
  readonly priority: number;
  /** What alarms hold the service against. */
  readonly slo: AlertSpec;
}

/** What ECS puts together to a service. */
interface ServiceParts {
  readonly task: ecs.TaskDefinition;
  readonly firewall: ec2.SecurityGroup;
  readonly routing: ServiceRouting;
  readonly alarms: ServiceAlarms;
}

/**
 * The tasks of one workload behind its cell's load balancer: how they are released, taken back, scaled and watched.
 * The service itself reads the same in the live and in the idle cell, so that a switch between them deploys nothing.
 */
export class ContainerService extends pulumi.ComponentResource {
  public readonly serviceName: pulumi.Output<string>;
  public readonly serviceArn: pulumi.Output<string>;
  public readonly taskDefinitionArn: pulumi.Output<string>;
  public readonly blueTargetGroupArnSuffix: pulumi.Output<string>;
  /** `undefined` where tasks are replaced one by one. */
  public readonly greenTargetGroupArnSuffix: pulumi.Output<string> | undefined;
  public readonly alarmNames: pulumi.Output<string[]>;
  private readonly name: string;
  private readonly scaling: ServiceScalingArgs;

  public constructor(
    name: string,
    args: ContainerServiceArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:ContainerService", name, {}, opts);
    this.name = name;
    const { spec, cell, context, slo } = args;
    const { problems, ...bindings } = bind(spec, args);
    this.requireBuildable(spec, problems);
    const child = { parent: this };

    const task = declareTask(name, { spec, cell, context, ...bindings }, child);
    const firewall = declareFirewall(name, { spec, cell, context }, child);
    const routing = declareRouting(name, { spec, cell, context, priority: args.priority }, child);
    const alarms = declareAlarms(name, { spec, cell, context, slo, routing }, child);
    const service = this.declareService(name, args, { task, firewall, routing, alarms });
    this.scaling = { spec, cell, context, service, routing };
    const { schedule } = spec.scale;
    if (schedule !== undefined && cell.role === "live") {
      declareSleep(name, { spec, schedule, cell, context, alarms: alarms.all }, child);
    }

    this.serviceName = service.name;
    this.serviceArn = service.arn;
    this.taskDefinitionArn = task.arn;
    this.blueTargetGroupArnSuffix = routing.blue.arnSuffix;
    this.greenTargetGroupArnSuffix = routing.alternate?.green.arnSuffix;
    this.alarmNames = pulumi.all(alarms.all.map((alarm) => alarm.name));
    this.registerOutputs({
      serviceName: this.serviceName,
      serviceArn: this.serviceArn,
      taskDefinitionArn: this.taskDefinitionArn,
      blueTargetGroupArnSuffix: this.blueTargetGroupArnSuffix,
      greenTargetGroupArnSuffix: this.greenTargetGroupArnSuffix,
      alarmNames: this.alarmNames,
    });
  }

  /**
   * Gives it the tasks of its cell's role. A cell that visitors are led to has them before they come, and one that they
   * were led away from keeps them until they are gone.
   *
   * @param after - what has to be done first.
   */
  public scale(after: readonly pulumi.Resource[]): appautoscaling.Target {
    return declareScaling(this.name, this.scaling, { parent: this, dependsOn: [...after] });
  }

  private requireBuildable(spec: ContainerServiceSpec, unbound: readonly string[]): void {
    const problems = [...unbound, ...rolloutProblems(spec)];
    if (problems.length === 0) return;
    const message = `the workload "${spec.name}" can't be built: ${problems.join("; ")}`;
    throw new pulumi.ResourceError(message, this, true);
  }

  private declareService(
    name: string,
    { spec, cell, context, slo }: ContainerServiceArgs,
    { task, firewall, routing, alarms }: ServiceParts,
  ): ecs.Service {
    const { product, stack, tags } = context.identity;
    return new ecs.Service(
      `${name}-service`,
      {
        name: physicalName("service", product, stack, cell.name, spec.name),
        cluster: cell.clusterArn,
        taskDefinition: task.arn,
        desiredCount: boundsOf(cell.role, spec.scale).minCapacity,
        capacityProviderStrategies: cell.capacity.map(({ provider, weight, base }) => ({
          capacityProvider: provider,
          weight,
          base,
        })),
        // Without these the provider replaces the service when its capacity changes.
        forceNewDeployment: true,
        triggers: triggersOf(spec, cell),
        availabilityZoneRebalancing: "ENABLED",
        networkConfiguration: {
          subnets: [...cell.privateSubnetIds],
          securityGroups: [firewall.id],
          assignPublicIp: false,
        },
        loadBalancers: [loadBalancer(spec, cell, routing)],
        healthCheckGracePeriodSeconds: 60,
        deploymentController: { type: "ECS" },
        deploymentConfiguration: deploymentConfiguration(spec, cell, slo),
        deploymentCircuitBreaker: { enable: true, rollback: true },
        ...(spec.alarmsRollBack && {
          alarms: {
            enable: true,
            rollback: true,
            alarmNames: alarms.watched.map((alarm) => alarm.name),
          },
        }),
        // A deployment that ECS takes back fails the `up` that asked for it.
        waitForSteadyState: true,
        enableExecuteCommand: spec.allowExec,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        tags,
      },
      {
        parent: this,
        // The number of tasks is autoscaling's from the first minute on. Which target group comes first may be what ECS
        // says after a deployment: writing it again would be a deployment, of every service, in each `up`.
        ignoreChanges: [
          "desiredCount",
          ...(routing.alternate === undefined ? [] : ["loadBalancers"]),
        ],
        customTimeouts: { create: spec.updateTimeout, update: spec.updateTimeout },
        // Binds the target group to the load balancer, without which ECS refuses it.
        dependsOn: [routing.productionRule],
      },
    );
  }
}

/** What makes a deployment besides a new task; the policies read from it what is gone back to. */
function triggersOf(
  { goesBackTo }: ContainerServiceSpec,
  { capacity }: CellOutputs,
): Record<string, string> {
  return {
    capacity: JSON.stringify(capacity),
    ...(goesBackTo !== undefined && { goesBack: goesBackTo }),
  };
}

/** How the tasks hang on the load balancer, and what ECS may swing to bring a new revision in. */
function loadBalancer(
  { name, port }: ContainerServiceSpec,
  cell: CellOutputs,
  { blue, productionRule, alternate }: ServiceRouting,
) {
  const attachment = { targetGroupArn: blue.arn, containerName: name, containerPort: port };
  if (alternate === undefined) return attachment;
  return {
    ...attachment,
    advancedConfiguration: {
      alternateTargetGroupArn: alternate.green.arn,
      productionListenerRule: productionRule.arn,
      testListenerRule: alternate.testRule.arn,
      roleArn: cell.infrastructureRoleArn,
    },
  };
}

/** A deployment that ends before its alarms have seen it is taken for good. */
function rolloutProblems({ rollout, alarmsRollBack }: ContainerServiceSpec): string[] {
  const bake = shortestBakeMinutes(rollout);
  if (!alarmsRollBack || bake === undefined || bake > judgementMinutes) return [];
  return [
    `its shortest bake is ${String(bake)} minutes, and alarms need more than ${String(judgementMinutes)} to judge a revision`,
  ];
}
