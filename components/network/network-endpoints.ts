import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";

export interface EndpointsArgs {
  /** Services by the last part of their name, for example `ecr.api`; empty declares the S3 gateway alone. */
  readonly services: readonly string[];
  readonly vpcId: pulumi.Input<string>;
  readonly cidr: string;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly routeTableIds: readonly pulumi.Input<string>[];
  readonly context: Context;
}

/**
 * Ways to AWS that don't leave the network. The one to S3 costs nothing and carries every image layer, so each network
 * has it; the others cost by the hour and are the tier's choice.
 */
export function declareEndpoints(
  name: string,
  args: EndpointsArgs,
  child: pulumi.CustomResourceOptions,
): void {
  const { services, vpcId, routeTableIds, context } = args;
  new ec2.VpcEndpoint(
    `${name}-endpoint-s3`,
    {
      vpcId,
      serviceName: serviceName("s3", context),
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      tags: { ...context.identity.tags, Name: `${name}-s3` },
    },
    child,
  );
  if (services.length > 0) declareInterfaces(name, args, child);
}

function declareInterfaces(
  name: string,
  { services, vpcId, cidr, subnetIds, context }: EndpointsArgs,
  child: pulumi.CustomResourceOptions,
): void {
  const { product, stack, tags } = context.identity;
  const securityGroup = new ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      name: physicalName("securityGroup", product, stack, "endpoints"),
      description: "Interface endpoints of AWS services",
      vpcId,
      tags: { ...tags, Name: `${name}-endpoints` },
    },
    child,
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-endpoints-from-network`,
    {
      securityGroupId: securityGroup.id,
      description: "TLS from inside the network",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: cidr,
      tags,
    },
    child,
  );
  for (const service of services) {
    new ec2.VpcEndpoint(
      `${name}-endpoint-${service}`,
      {
        vpcId,
        serviceName: serviceName(service, context),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...subnetIds],
        securityGroupIds: [securityGroup.id],
        tags: { ...tags, Name: `${name}-${service}` },
      },
      child,
    );
  }
}

function serviceName(service: string, { region }: Context): string {
  return `com.amazonaws.${region}.${service}`;
}
