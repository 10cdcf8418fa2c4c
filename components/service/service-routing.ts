import * as lb from "@pulumi/aws/lb";
import type * as inputs from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { targetHealth } from "../../blueprint/health-intervals";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";

type Condition = inputs.lb.ListenerRuleCondition;

/** A request with this header reaches a new revision before production traffic does; the deployment hook sends it. */
export const releaseTestHeader = "x-release-test";

/**
 * ECS registers each task under its own port, so this one is never used: a constant, because a target group can't
 * change its port without being replaced, and can't be replaced while a rule that ECS owns points to it.
 */
const unusedPort = 80;

export interface ServiceRoutingArgs {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
  /** Place among the cell's services, from 0: the test rule gets 2n + 1, the production rule 2n + 2. */
  readonly priority: number;
}

/** What stands between the cell's listener and the tasks. */
export interface ServiceRouting {
  readonly blue: lb.TargetGroup;
  readonly productionRule: lb.ListenerRule;
  /** The second side of a deployment; `undefined` where tasks are replaced one by one. */
  readonly alternate:
    { readonly green: lb.TargetGroup; readonly testRule: lb.ListenerRule } | undefined;
}

/**
 * Two target groups that take turns, and two rules that ECS swings between them. Login stands in front of the load
 * balancer, at Cloudflare: a rule that does more than forward makes a blue/green deployment fail.
 */
export function declareRouting(
  name: string,
  args: ServiceRoutingArgs,
  child: pulumi.CustomResourceOptions,
): ServiceRouting {
  const { spec, cell, context, priority } = args;

  const blue = declareTargetGroup(name, "blue", args, child);
  const green =
    spec.rollout.strategy === "ROLLING"
      ? undefined
      : declareTargetGroup(name, "green", args, child);

  const toBlue = { type: "forward", targetGroupArn: blue.arn };
  const shared = (other: lb.TargetGroup) => ({
    type: "forward",
    forward: {
      targetGroups: [
        { arn: blue.arn, weight: 100 },
        { arn: other.arn, weight: 0 },
      ],
    },
  });
  const rule = (role: "production" | "test", order: number, conditions: Condition[]) =>
    new lb.ListenerRule(
      `${name}-${role}-rule`,
      {
        listenerArn: cell.listenerArn,
        priority: order,
        conditions: [{ hostHeader: { values: [spec.host] } }, ...conditions],
        actions: [green === undefined ? toBlue : shared(green)],
        tags: context.identity.tags,
      },
      // After the first deployment the weights are ECS's; writing them again would move live traffic back.
      green === undefined ? child : { ...child, ignoreChanges: ["actions"] },
    );

  const productionRule = rule("production", 2 * priority + 2, []);
  if (green === undefined) return { blue, productionRule, alternate: undefined };
  // Any value: the header chooses a revision, it protects none.
  const testRule = rule("test", 2 * priority + 1, [
    { httpHeader: { httpHeaderName: releaseTestHeader, values: ["*"] } },
  ]);
  return { blue, productionRule, alternate: { green, testRule } };
}

function declareTargetGroup(
  name: string,
  side: "blue" | "green",
  { spec, cell, context }: ServiceRoutingArgs,
  child: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  const { stack, tags } = context.identity;
  return new lb.TargetGroup(
    `${name}-${side}`,
    {
      // Without the product: 32 characters are few, and the account is the environment's own.
      name: physicalName("targetGroup", stack, cell.name, spec.name, side),
      targetType: "ip",
      protocol: "HTTP",
      port: unusedPort,
      vpcId: cell.vpcId,
      // Longer than a request takes; the default of five minutes would add them to every deployment.
      deregistrationDelay: 30,
      healthCheck: {
        path: spec.healthCheckPath,
        matcher: "200",
        ...targetHealth,
      },
      tags,
    },
    child,
  );
}
