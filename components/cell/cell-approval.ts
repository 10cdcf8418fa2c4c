import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";

export interface ApprovalAlertArgs {
  readonly cell: CellName;
  readonly context: Context;
  readonly clusterArn: pulumi.Input<string>;
}

/**
 * Pages a person when a deployment of the cell waits for one (docs/runbooks/approve.md). Stands before the first service,
 * whose own creation may wait already: so the rule names the cluster and no service.
 *
 * @returns what has to be there before a service.
 */
export function declareApprovalAlert(
  name: string,
  { cell, context, clusterArn }: ApprovalAlertArgs,
  child: pulumi.CustomResourceOptions,
): cloudwatch.EventTarget {
  const { product, stack, tags } = context.identity;
  const rule = new cloudwatch.EventRule(
    `${name}-approval`,
    {
      name: physicalName("eventRule", product, stack, cell, "approval"),
      description: "A deployment waits for a person's consent.",
      eventPattern: pulumi.jsonStringify({
        source: ["aws.ecs"],
        "detail-type": ["ECS Hook State Change"],
        detail: {
          eventName: ["HOOK_AWAITING_ACTION"],
          hookType: ["PAUSE"],
          clusterArn: [clusterArn],
        },
      }),
      tags,
    },
    child,
  );
  return new cloudwatch.EventTarget(
    `${name}-approval-target`,
    { rule: rule.name, targetId: "alerts", arn: context.alerts.criticalTopicArn },
    child,
  );
}
