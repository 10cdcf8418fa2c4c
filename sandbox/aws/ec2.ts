import type { ModelAnswer, ModelRequest, ModelValues, ResourceModels } from "../model";
import { publicAddress } from "./addresses";
import { arn, nameOf } from "./arn";

/** EC2 ids are a prefix and 17 hex digits; the ARN repeats the id after the resource's own type name. */
function ec2(
  request: ModelRequest,
  prefix: string,
  arnType: string,
  outputs: ModelValues = {},
): ModelAnswer {
  const id = `${prefix}-${request.hex(17)}`;
  return {
    id,
    outputs: {
      arn: arn(request, "ec2", `${arnType}/${id}`),
      ownerId: request.accountId,
      ...outputs,
    },
  };
}

function securityGroup(request: ModelRequest): ModelAnswer {
  const name = nameOf(request);
  return ec2(request, "sg", "security-group", { name, description: "Managed by Pulumi" });
}

function securityGroupRule(request: ModelRequest): ModelAnswer {
  const id = `sgr-${request.hex(17)}`;
  return {
    id,
    outputs: { arn: arn(request, "ec2", `security-group-rule/${id}`), securityGroupRuleId: id },
  };
}

function vpcEndpoint(request: ModelRequest): ModelAnswer {
  const { serviceName, subnetIds, vpcEndpointType = "Gateway" } = request.inputs;
  const id = `vpce-${request.hex(17)}`;
  const host = `${id}-${request.hex(8, "dns")}.${String(serviceName).split(".").slice(3).join(".")}`;
  const ofType =
    vpcEndpointType === "Gateway"
      ? {
          prefixListId: `pl-${request.hex(8, "prefix-list")}`,
          networkInterfaceIds: [],
          dnsEntries: [],
        }
      : {
          networkInterfaceIds: Object.keys(Array.isArray(subnetIds) ? subnetIds : []).map(
            (index) => `eni-${request.hex(17, `eni-${index}`)}`,
          ),
          dnsEntries: [
            {
              dnsName: `${host}.${request.region}.vpce.amazonaws.com`,
              hostedZoneId: `Z${request.hex(13, "zone").toUpperCase()}`,
            },
          ],
        };
  return {
    id,
    outputs: {
      arn: arn(request, "ec2", `vpc-endpoint/${id}`),
      ownerId: request.accountId,
      state: "available",
      ...ofType,
    },
  };
}

export const resourceModels: ResourceModels = {
  "aws:ec2/vpc:Vpc": (request) =>
    ec2(request, "vpc", "vpc", {
      defaultSecurityGroupId: `sg-${request.hex(17, "default-security-group")}`,
      defaultRouteTableId: `rtb-${request.hex(17, "main-route-table")}`,
      mainRouteTableId: `rtb-${request.hex(17, "main-route-table")}`,
      defaultNetworkAclId: `acl-${request.hex(17, "default-network-acl")}`,
      dhcpOptionsId: `dopt-${request.hex(17, "dhcp-options")}`,
      instanceTenancy: "default",
    }),
  "aws:ec2/subnet:Subnet": (request) => ec2(request, "subnet", "subnet"),
  "aws:ec2/internetGateway:InternetGateway": (request) => ec2(request, "igw", "internet-gateway"),
  "aws:ec2/routeTable:RouteTable": (request) => ec2(request, "rtb", "route-table"),
  "aws:ec2/route:Route": ({ hex, inputs }) => ({
    id: `r-${String(inputs.routeTableId)}${hex(10)}`,
    outputs: { origin: "CreateRoute", state: "active" },
  }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ({ hex }) => ({
    id: `rtbassoc-${hex(17)}`,
  }),
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": ({ hex }) => ({
    id: `rtbassoc-${hex(17)}`,
  }),
  "aws:ec2/eip:Eip": (request) => {
    const id = `eipalloc-${request.hex(17)}`;
    const publicIp = publicAddress(request.hex(17));
    return {
      id,
      outputs: {
        arn: arn(request, "ec2", `elastic-ip/${id}`),
        allocationId: id,
        domain: "vpc",
        publicIp,
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${request.region}.compute.amazonaws.com`,
      },
    };
  },
  "aws:ec2/natGateway:NatGateway": ({ hex, inputs }) => ({
    id: `nat-${hex(17)}`,
    outputs: {
      connectivityType: "public",
      availabilityMode: "zonal",
      ...(typeof inputs.allocationId === "string" && {
        publicIp: publicAddress(inputs.allocationId.replace("eipalloc-", "")),
      }),
    },
  }),
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (request) =>
    ec2(request, "sg", "security-group", {
      name: "default",
      description: "default VPC security group",
    }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
  "aws:ec2/flowLog:FlowLog": (request) => ec2(request, "fl", "vpc-flow-log"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ec2/managedPrefixList:ManagedPrefixList": (request) =>
    ec2(request, "pl", "prefix-list", { name: nameOf(request), version: 1 }),
};
