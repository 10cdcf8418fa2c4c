/**
 * A trust policy by which one AWS service may assume a role, and only on behalf of this account: without the condition
 * another customer could make the service use it (the confused deputy; policy `service-trust-require-source`).
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
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
        },
      },
    ],
  });
}
