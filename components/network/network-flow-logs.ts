import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

export interface FlowLogsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly retentionDays: number;
  readonly context: Context;
}

/** Who talked to whom in a network: every flow, accepted or refused, kept encrypted for as long as the tier says. */
export function declareFlowLogs(
  name: string,
  { vpcId, retentionDays, context }: FlowLogsArgs,
  child: pulumi.CustomResourceOptions,
): void {
  const { product, stack, tags } = context.identity;

  const logGroup = new cloudwatch.LogGroup(
    `${name}-flow-logs`,
    {
      name: physicalName("logGroup", `/${product}/${stack}/flow-logs`),
      retentionInDays: retentionDays,
      kmsKeyId: context.encryptionKeyArn,
      tags,
    },
    child,
  );
  const { role, grant } = declareWriter(name, context, logGroup, child);
  new ec2.FlowLog(
    `${name}-flow-log`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags,
    },
    { ...child, dependsOn: [grant] },
  );
}

/** The role that writes the log, and the grant by which it may. */
function declareWriter(
  name: string,
  { aws, identity, region, permissionsBoundaryArn }: Context,
  logGroup: cloudwatch.LogGroup,
  child: pulumi.CustomResourceOptions,
): { readonly role: iam.Role; readonly grant: iam.RolePolicy } {
  const { product, stack, tags } = identity;
  const role = new iam.Role(
    `${name}-flow-logs-role`,
    {
      // IAM has no regions, and the recovery region has flow logs of its own.
      name: physicalName("role", product, stack, region, "flow-logs"),
      description: "Writes the network's flow logs",
      assumeRolePolicy: serviceTrust(
        "vpc-flow-logs.amazonaws.com",
        aws.accountId,
        `arn:aws:ec2:${region}:${aws.accountId}:vpc-flow-log/*`,
      ),
      permissionsBoundary: permissionsBoundaryArn,
      tags,
    },
    child,
  );
  const grant = new iam.RolePolicy(
    `${name}-flow-logs-write`,
    {
      name: "write",
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:*`],
          },
        ],
      }),
    },
    child,
  );
  return { role, grant };
}
