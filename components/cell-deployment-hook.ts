import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../spec/names";
import type { CellName } from "../spec/tier";
import { availableAfter } from "./available-after";
import type { CellNetwork } from "./cell";
import type { Context } from "./context";
import { serviceTrust } from "./service-trust";

export interface DeploymentHookArgs {
  readonly cell: CellName;
  readonly context: Context;
  readonly network: CellNetwork;
  /** Name of the load balancer that the tests go to. */
  readonly loadBalancerDnsName: pulumi.Input<string>;
}

/** The function's code, relative to the project. */
const code = "functions/verify-deployment";

/**
 * The tests a new revision passes before customers meet it: ECS calls the function after it moved test traffic, and
 * takes the deployment back on anything but success (ADR-015, automatic rollback). ECS calls it in every cell, also
 * where no task is to run: the function asks ECS, and lets a service without tasks pass.
 */
export class DeploymentHook extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  /** Role by which ECS may call this function and nothing else. */
  public readonly callerRoleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DeploymentHookArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:DeploymentHook", name, {}, opts);
    const child = { parent: this };
    const { cell, context, network } = args;
    const { aws, identity, region } = context;
    const { product, stack, tags } = identity;
    const functionName = physicalName("function", product, stack, cell, "verify-deployment");

    const logGroup = new cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: physicalName("logGroup", `/aws/lambda/${functionName}`),
        retentionInDays: context.logging.retentionDays,
        kmsKeyId: context.encryptionKeyArn,
        tags,
      },
      child,
    );
    const role = new iam.Role(
      `${name}-role`,
      {
        name: physicalName("role", product, stack, cell, "verify-deployment"),
        description: "Tests a new revision through the load balancer",
        assumeRolePolicy: serviceTrust("lambda.amazonaws.com", aws.accountId),
        permissionsBoundary: context.permissionsBoundaryArn,
        tags,
      },
      child,
    );
    const mayRun = new iam.RolePolicyAttachment(
      `${name}-role-policy`,
      {
        role: role.name,
        // Logs, and the network interfaces of a function inside a network, which have no narrower resource.
        policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
      },
      child,
    );
    // Known before the cluster is made, so that a preview shows it and policies judge it.
    const clusterName = physicalName("cluster", product, stack, cell);
    const mayAsk = new iam.RolePolicy(
      `${name}-policy`,
      {
        name: "ask",
        role: role.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AskHowManyTasksRun",
              Effect: "Allow",
              Action: "ecs:DescribeServices",
              Resource: `arn:aws:ecs:${region}:${aws.accountId}:service/${clusterName}/*`,
            },
          ],
        }),
      },
      child,
    );
    const securityGroup = new ec2.SecurityGroup(
      `${name}-security-group`,
      {
        name: physicalName("securityGroup", product, stack, cell, "verify-deployment"),
        description: "Tests of new revisions",
        vpcId: network.vpcId,
        tags: { ...tags, Name: name },
      },
      child,
    );
    const mayReach = new vpc.SecurityGroupEgressRule(
      `${name}-to-load-balancer`,
      {
        securityGroupId: securityGroup.id,
        // A public load balancer's addresses change with its load; those of ECS are AWS's to change.
        description: "TLS to the public addresses of the load balancer and of ECS",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
        tags,
      },
      child,
    );
    const verify = new lambda.Function(
      `${name}-function`,
      {
        name: functionName,
        description: "Tests a new revision before it takes customers",
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: new pulumi.asset.FileArchive(code),
        // Room for the AWS SDK beside the runtime.
        memorySize: 256,
        // A question to ECS and five requests, each of five seconds at most, after a cold start.
        timeout: 45,
        role: role.arn,
        environment: { variables: { LOAD_BALANCER_DNS_NAME: args.loadBalancerDnsName } },
        // Inside the network, so that it comes from addresses that the load balancer admits.
        vpcConfig: {
          subnetIds: [...network.privateSubnetIds],
          securityGroupIds: [securityGroup.id],
        },
        loggingConfig: {
          logFormat: "JSON",
          logGroup: logGroup.name,
          applicationLogLevel: "INFO",
          systemLogLevel: "WARN",
        },
        tags,
      },
      { ...child, dependsOn: [mayRun, mayAsk, mayReach] },
    );

    const caller = new iam.Role(
      `${name}-caller`,
      {
        name: physicalName("role", product, stack, cell, "deployment-hook"),
        description: "Lets ECS call the deployment hook",
        assumeRolePolicy: serviceTrust(
          "ecs.amazonaws.com",
          aws.accountId,
          `arn:aws:ecs:${region}:${aws.accountId}:*`,
        ),
        permissionsBoundary: context.permissionsBoundaryArn,
        tags,
      },
      child,
    );
    const mayCall = new iam.RolePolicy(
      `${name}-caller-policy`,
      {
        name: "call",
        role: caller.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: verify.arn }],
        }),
      },
      child,
    );

    this.functionArn = verify.arn;
    this.callerRoleArn = availableAfter(caller.arn, mayCall);
    this.registerOutputs({ functionArn: this.functionArn, callerRoleArn: this.callerRoleArn });
  }
}
