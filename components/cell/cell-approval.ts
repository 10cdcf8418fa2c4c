import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";
import { withRunbook } from "../observe/runbook";

export interface ApprovalAlertArgs {
  readonly cell: CellName;
  readonly context: Context;
  readonly clusterArn: pulumi.Input<string>;
}

/**
 * What Slack shows and mail brings. In this form alone: Slack gets nothing of an event that AWS's chat application does not
 * know, and it does not know this one (AWS: custom notifications). EventBridge fills in what stands in angle brackets.
 */
function message(stack: string) {
  const answer =
    "aws ecs continue-service-deployment --service-deployment-arn <deployment> --hook-id <hook> --action CONTINUE";
  return {
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: `${stack}: a deployment waits for consent until <until>`,
      description: "<service> meets users only once somebody agreed. No answer is a no.",
      nextSteps: [
        "Look at it first: docs/runbooks/approve.md",
        "Answer for all that wait, in both cells: gh workflow run consent.yml --ref main -f services=NAMES -f answer=CONTINUE",
        `An administrator answers for this one: ${answer}`,
      ],
    },
  };
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
      description: withRunbook("A deployment waits for a person's consent.", "approve"),
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
    {
      rule: rule.name,
      targetId: "alerts",
      arn: context.alerts.criticalTopicArn,
      inputTransformer: {
        inputPaths: {
          service: "$.detail.serviceArn",
          deployment: "$.detail.serviceDeploymentArn",
          hook: "$.detail.hookId",
          until: "$.detail.expiresAt",
        },
        inputTemplate: JSON.stringify(message(stack)),
      },
    },
    child,
  );
}
