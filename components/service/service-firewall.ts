import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { Context } from "../base/context";
import type { CellOutputs } from "../cell/outputs";

const everywhere = ["0.0.0.0/0"];

export interface ServiceFirewallArgs {
  readonly spec: ContainerServiceSpec;
  readonly cell: CellOutputs;
  readonly context: Context;
}

/**
 * Who may talk to the tasks, and whom they may call. Rules stand inside the group, so that one added by hand is drift
 * which the next `up` removes.
 */
export function declareFirewall(
  name: string,
  { spec, cell, context }: ServiceFirewallArgs,
  child: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const { product, stack, tags } = context.identity;
  const groupName = physicalName("securityGroup", product, stack, cell.name, spec.name);
  const https = {
    description: "AWS services and other APIs over TLS",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: everywhere,
  };
  // Neon's proxies have no fixed addresses; what may connect is decided on Neon's side.
  const postgres = {
    description: "Postgres at Neon over TLS",
    protocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
    cidrBlocks: everywhere,
  };
  return new ec2.SecurityGroup(
    `${name}-firewall`,
    {
      name: groupName,
      description: "Tasks of a container service",
      vpcId: cell.vpcId,
      ingress: [
        {
          description: "Load balancer of the cell",
          protocol: "tcp",
          fromPort: spec.port,
          toPort: spec.port,
          securityGroups: [cell.loadBalancerSecurityGroupId],
        },
      ],
      egress: spec.usesDatabase ? [https, postgres] : [https],
      tags: { ...tags, Name: groupName },
    },
    child,
  );
}
