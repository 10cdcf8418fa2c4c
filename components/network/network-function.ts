import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import { serviceTrust } from "../base/service-trust";

export interface NetworkFunctionArgs {
  readonly context: Context;
  readonly network: FunctionNetwork;
  /** What tells it from the stack's other functions: parts of its name after the product's and the stack's. */
  readonly nameParts: readonly string[];
  /** What it does, for the people who read the console. */
  readonly description: string;
  /** What its role is for. */
  readonly roleDescription: string;
  readonly securityGroupDescription: string;
  /** Plain JavaScript with `handler` in index.mjs. */
  readonly code: pulumi.asset.Archive;
  readonly timeoutSeconds: number;
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
  /** What its role may do besides writing its log and standing in the network. */
  readonly policy: { readonly name: string; readonly document: pulumi.Input<string> };
  /** Where it may connect to, by the logical name's last part. */
  readonly reaches: readonly {
    readonly name: string;
    readonly description: string;
    readonly port: number;
  }[];
}

/** Where a function stands. */
export interface FunctionNetwork {
  readonly vpcId: pulumi.Input<string>;
  readonly privateSubnetIds: readonly pulumi.Input<string>[];
}

/**
 * A function inside the network, so that it comes from addresses that load balancers and databases admit: with a log
 * of its own, a role inside the boundary, and a way out to the ports that it needs.
 */
export function declareNetworkFunction(
  name: string,
  args: NetworkFunctionArgs,
  child: pulumi.CustomResourceOptions,
): lambda.Function {
  const { product, stack, tags } = args.context.identity;
  const functionName = physicalName("function", product, stack, ...args.nameParts);

  const logGroup = declareLog(name, args.context, functionName, child);
  const { role, mayRun, mayDo } = declareRole(name, args, child);
  const { securityGroup, mayReach } = declareFirewall(name, args, child);
  return new lambda.Function(
    `${name}-function`,
    {
      name: functionName,
      description: args.description,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: args.code,
      // Room for the AWS SDK beside the runtime.
      memorySize: 256,
      timeout: args.timeoutSeconds,
      role: role.arn,
      ...(args.variables !== undefined && { environment: { variables: args.variables } }),
      vpcConfig: {
        subnetIds: [...args.network.privateSubnetIds],
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
    { ...child, dependsOn: [mayRun, mayDo, ...mayReach] },
  );
}

function declareLog(
  name: string,
  { identity, logging, encryptionKeyArn }: Context,
  functionName: string,
  child: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: physicalName("logGroup", `/aws/lambda/${functionName}`),
      retentionInDays: logging.retentionDays,
      kmsKeyId: encryptionKeyArn,
      tags: identity.tags,
    },
    child,
  );
}

function declareRole(
  name: string,
  { context, nameParts, roleDescription, policy }: NetworkFunctionArgs,
  child: pulumi.CustomResourceOptions,
) {
  const { product, stack, tags } = context.identity;
  const role = new iam.Role(
    `${name}-role`,
    {
      name: physicalName("role", product, stack, ...nameParts),
      description: roleDescription,
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com", context.aws.accountId),
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
  const mayDo = new iam.RolePolicy(
    `${name}-policy`,
    { name: policy.name, role: role.name, policy: policy.document },
    child,
  );
  return { role, mayRun, mayDo };
}

function declareFirewall(
  name: string,
  { context, network, nameParts, securityGroupDescription, reaches }: NetworkFunctionArgs,
  child: pulumi.CustomResourceOptions,
) {
  const { product, stack, tags } = context.identity;
  const securityGroup = new ec2.SecurityGroup(
    `${name}-security-group`,
    {
      name: physicalName("securityGroup", product, stack, ...nameParts),
      description: securityGroupDescription,
      vpcId: network.vpcId,
      tags: { ...tags, Name: name },
    },
    child,
  );
  const mayReach = reaches.map(
    ({ name: where, description, port }) =>
      new vpc.SecurityGroupEgressRule(
        `${name}-${where}`,
        {
          securityGroupId: securityGroup.id,
          description,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: "0.0.0.0/0",
          tags,
        },
        child,
      ),
  );
  return { securityGroup, mayReach };
}
