import { type Calls, linkedRole, passRole, type Table } from "../call";

const tagChanges = "CreateTags?tags DeleteTags?tags";

/** What EC2 makes, tags and describes alike. */
function ec2(on: string, name: string, calls: Partial<Calls> = {}): Calls {
  return {
    on: `ec2 ${on}/{id}`,
    create: `Create${name} CreateTags?tags ${calls.create ?? ""}`,
    read: `Describe${name.replace(/s?$/, "s")} ${calls.read ?? ""}`,
    update: `${tagChanges} ${calls.update ?? ""}`,
    delete: calls.delete ?? `Delete${name}`,
  };
}

function groupRule(direction: "Ingress" | "Egress"): Calls {
  const group = "@ec2:security-group/{securityGroupId}";
  return {
    on: "ec2 security-group-rule/{id}",
    create: `AuthorizeSecurityGroup${direction}${group} CreateTags?tags`,
    read: "DescribeSecurityGroupRules",
    update: `ModifySecurityGroupRules${group}?cidrIpv4|description|fromPort|toPort|ipProtocol|prefixListId ${tagChanges}`,
    delete: `RevokeSecurityGroup${direction}${group}`,
  };
}

function balancer(on: string, name: string, calls: Partial<Calls> = {}): Calls {
  return {
    on: `elasticloadbalancing ${on}`,
    create: `${calls.create ?? ""} AddTags?tags`,
    read: `Describe${name}s DescribeTags ${calls.read ?? ""}`,
    update: `AddTags?tags RemoveTags?tags ${calls.update ?? ""}`,
    delete: `Delete${name} ${calls.delete ?? ""}`,
  };
}

const loadBalancerAttributes =
  "accessLogs|dropInvalidHeaderFields|enableDeletionProtection|enableZonalShift|idleTimeout";
/** AWS reads it in the name of whoever asks. */
const readBundle =
  "s3:GetObjectVersion@s3:{caCertificatesBundleS3Bucket}/{caCertificatesBundleS3Key}";
const routeTable = "ec2 route-table/{routeTableId}";
const targetGroupAttributes = "deregistrationDelay|slowStart|stickiness|loadBalancingAlgorithmType";

/** Networks, and the load balancers at their border. */
export const networkCalls: Table = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    on: "ec2 security-group/{id}",
    create: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags?tags",
    read: "DescribeSecurityGroups",
    update: `AuthorizeSecurityGroupIngress?ingress RevokeSecurityGroupIngress?ingress AuthorizeSecurityGroupEgress?egress RevokeSecurityGroupEgress?egress ${tagChanges}`,
  },
  "aws:ec2/eip:Eip": {
    on: "ec2 elastic-ip/{id}",
    create: "AllocateAddress CreateTags?tags",
    read: "DescribeAddresses DescribeAddressesAttribute",
    update: tagChanges,
    delete: "ReleaseAddress",
  },
  "aws:ec2/flowLog:FlowLog": ec2("vpc-flow-log", "FlowLogs", {
    create: `${passRole("iamRoleArn", "vpc-flow-logs")} logs:CreateLogDelivery@*`,
    delete: "DeleteFlowLogs logs:DeleteLogDelivery@*",
  }),
  "aws:ec2/internetGateway:InternetGateway": ec2("internet-gateway", "InternetGateway", {
    create: "AttachInternetGateway?vpcId",
    update: "AttachInternetGateway?vpcId DetachInternetGateway?vpcId",
    delete: "DetachInternetGateway DeleteInternetGateway",
  }),
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": {
    on: routeTable,
    create: "ReplaceRouteTableAssociation",
    read: "DescribeRouteTables",
    update: "ReplaceRouteTableAssociation",
    delete: "ReplaceRouteTableAssociation",
  },
  "aws:ec2/managedPrefixList:ManagedPrefixList": ec2("prefix-list", "ManagedPrefixList", {
    read: "GetManagedPrefixListEntries",
    update: "ModifyManagedPrefixList?entries|maxEntries|name",
  }),
  "aws:ec2/natGateway:NatGateway": ec2("natgateway", "NatGateway", {
    update:
      "AssociateNatGatewayAddress?availabilityZoneAddresses DisassociateNatGatewayAddress?availabilityZoneAddresses",
  }),
  "aws:ec2/route:Route": {
    on: routeTable,
    create: "CreateRoute",
    read: "DescribeRouteTables",
    update: "ReplaceRoute",
    delete: "DeleteRoute",
  },
  "aws:ec2/routeTable:RouteTable": ec2("route-table", "RouteTable"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    on: routeTable,
    create: "AssociateRouteTable",
    read: "DescribeRouteTables",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "SecurityGroup", {
    create:
      "RevokeSecurityGroupEgress AuthorizeSecurityGroupIngress?ingress AuthorizeSecurityGroupEgress?egress",
    update:
      "AuthorizeSecurityGroupIngress?ingress RevokeSecurityGroupIngress?ingress AuthorizeSecurityGroupEgress?egress RevokeSecurityGroupEgress?egress",
    delete: "DescribeNetworkInterfaces DeleteSecurityGroup",
  }),
  "aws:ec2/subnet:Subnet": ec2("subnet", "Subnet", {
    create: "ModifySubnetAttribute?mapPublicIpOnLaunch",
    update: "ModifySubnetAttribute?mapPublicIpOnLaunch",
    delete: "DescribeNetworkInterfaces DeleteSubnet",
  }),
  "aws:ec2/vpc:Vpc": ec2("vpc", "Vpc", {
    create: "ModifyVpcAttribute?enableDnsHostnames|enableDnsSupport",
    read: "DescribeVpcAttribute DescribeSecurityGroups DescribeNetworkAcls DescribeRouteTables",
    update: "ModifyVpcAttribute?enableDnsHostnames|enableDnsSupport",
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "VpcEndpoint", {
    create: "route53:AssociateVPCWithHostedZone@route53:hostedzone/*?privateDnsEnabled",
    read: "DescribePrefixLists",
    update: "ModifyVpcEndpoint?privateDnsEnabled|routeTableIds|securityGroupIds|subnetIds|policy",
    delete: "DeleteVpcEndpoints",
  }),
  "aws:lb/listener:Listener": balancer("listener/app/*/*/*", "Listener", {
    create: "CreateListener@{loadBalancerArn}",
    read: "DescribeListenerAttributes",
    update:
      "ModifyListener?certificateArn|defaultActions|port|protocol|sslPolicy|mutualAuthentication",
  }),
  "aws:lb/listenerRule:ListenerRule": balancer("listener-rule/app/*/*/*/*", "Rule", {
    create: "CreateRule@{listenerArn}",
    update: "ModifyRule?actions|conditions SetRulePriorities?priority",
  }),
  "aws:lb/loadBalancer:LoadBalancer": balancer("loadbalancer/app/{name}/*", "LoadBalancer", {
    create: `CreateLoadBalancer ModifyLoadBalancerAttributes ${linkedRole("elasticloadbalancing")}`,
    read: "DescribeLoadBalancerAttributes DescribeCapacityReservation",
    update: `ModifyLoadBalancerAttributes?${loadBalancerAttributes} SetSecurityGroups?securityGroups SetSubnets?subnets`,
    delete: "ec2:DescribeNetworkInterfaces@*",
  }),
  "aws:lb/targetGroup:TargetGroup": balancer("targetgroup/{name}/*", "TargetGroup", {
    create: "CreateTargetGroup ModifyTargetGroupAttributes",
    read: "DescribeTargetGroupAttributes",
    update: `ModifyTargetGroup?healthCheck ModifyTargetGroupAttributes?${targetGroupAttributes}`,
  }),
  "aws:lb/trustStore:TrustStore": balancer("truststore/{name}/*", "TrustStore", {
    create: `CreateTrustStore ${readBundle}`,
    update: `ModifyTrustStore?caCertificatesBundleS3ObjectVersion ${readBundle}?caCertificatesBundleS3ObjectVersion`,
    delete: "DescribeTrustStoreAssociations",
  }),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("Egress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("Ingress"),
};
