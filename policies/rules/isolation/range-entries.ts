import { textsAmong } from "../../read";
import type { PolicyResource } from "../../resource";
import { along } from "../along";
import { isAnywhere } from "../network/addresses";

/** Where each type says with which addresses it joins: rules, routes and lists. */
const paths: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": inline(),
  "aws:ec2/managedPrefixList:ManagedPrefixList": ["entries.*.cidr"],
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": ["cidr"],
  "aws:ec2/networkAcl:NetworkAcl": ["ingress.*.cidrBlock", "egress.*.cidrBlock"],
  "aws:ec2/networkAclRule:NetworkAclRule": ["cidrBlock"],
  "aws:ec2/route:Route": ["destinationCidrBlock"],
  "aws:ec2/routeTable:RouteTable": ["routes.*.cidrBlock"],
  "aws:ec2/securityGroup:SecurityGroup": inline(),
  "aws:ec2/securityGroupRule:SecurityGroupRule": ["cidrBlocks.*"],
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": ["destinationCidrBlock"],
  "aws:ec2transitgateway/route:Route": ["destinationCidrBlock"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["cidrIpv4"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["cidrIpv4"],
  "cloudflare:index/list:List": ["items.*.ip"],
  "cloudflare:index/listItem:ListItem": ["ip"],
  "cloudflare:index/zeroTrustList:ZeroTrustList": ["items.*.value"],
  "cloudflare:index/zeroTrustTunnelCloudflaredRoute:ZeroTrustTunnelCloudflaredRoute": ["network"],
  "neon:index:Project": ["settings.allowedIps.ips.*"],
};

export const rangeEntryTypes = Object.keys(paths);

/** The ranges that a resource names; what holds everyone names nobody. */
export function rangeEntries({ type, props }: PolicyResource): readonly string[] {
  return (paths[type] ?? [])
    .flatMap((path) => textsAmong(along(props, path), path))
    .filter((range) => !range.includes("/") || !isAnywhere(range));
}

function inline(): readonly string[] {
  return ["ingress.*.cidrBlocks.*", "egress.*.cidrBlocks.*"];
}
