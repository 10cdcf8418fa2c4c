/**
 * Services whose documentation shows that they say for whom they assume a role. Of any other nobody knows whether the
 * condition would ever be met, and a role that no one can assume is found when it is needed.
 */
const tellingSource: Readonly<Record<string, string>> = {
  "ecs-tasks.amazonaws.com":
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
  "scheduler.amazonaws.com":
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  "vpc-flow-logs.amazonaws.com":
    "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html",
};

/**
 * A trust policy by which one AWS service may assume a role. Where the service says for whom, that has to be this account:
 * without the condition another customer could make the service use it (the confused deputy; policy
 * `entry-forbid-strangers`). With the others nobody can: they take a role from whoever may pass it, in its own
 * account only (iam:PassRole).
 *
 * @param sourceArn pattern of the resources that the service acts for, where the service tells it
 */
export function serviceTrust(service: string, accountId: string, sourceArn?: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(service in tellingSource && {
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
          },
        }),
      },
    ],
  });
}
