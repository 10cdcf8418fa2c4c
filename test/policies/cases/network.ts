import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const rule = (props: Declared["props"], from: Declared["from"] = {}): Declared => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: "ingress",
  props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, ...props },
  from,
});

const group = (props: Declared["props"] = {}): Declared => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "group",
  props,
});

const prefixes = (...cidrs: readonly string[]): Declared => ({
  type: "aws:ec2/managedPrefixList:ManagedPrefixList",
  name: "cloudflare",
  props: { addressFamily: "IPv4", entries: cidrs.map((cidr) => ({ cidr })) },
});

const balancer = (
  props: Declared["props"],
  from: Declared["from"] = { securityGroups: ["group"] },
) => ({
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "public",
  props: { loadBalancerType: "application", ...props },
  from,
});

const vpc: Declared = {
  type: "aws:ec2/vpc:Vpc",
  name: "vpc",
  props: { cidrBlock: "10.30.0.0/16" },
};

const ofVpc = (type: string, name: string, props: object): Declared => ({
  type,
  name,
  props: { vpcId: "vpc-1", ...props },
  from: { vpcId: ["vpc"] },
});

const defaultGroup = (props: Declared["props"]): Declared =>
  ofVpc("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", props);

const subnet = (zone: string): Declared =>
  ofVpc("aws:ec2/subnet:Subnet", zone, { availabilityZone: zone });

const gateway = (zone: string): Declared => ({
  type: "aws:ec2/natGateway:NatGateway",
  name: `nat-${zone}`,
  props: { subnetId: "subnet-1" },
  from: { subnetId: [zone] },
});

/** A rule of the superseded type. */
const older = (props: Declared["props"], from: Declared["from"] = {}): Declared => ({
  type: "aws:ec2/securityGroupRule:SecurityGroupRule",
  name: "older",
  props: { type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443, ...props },
  from,
});

const fromList = { securityGroupId: ["group"], prefixListId: ["cloudflare"] };

export const networkCases: readonly RuleCases[] = [
  {
    rule: "ingress-forbid-anywhere",
    stack: "dev",
    compliant: [
      { title: "the VPC's own range", subject: rule({ cidrIpv4: "10.10.0.0/16" }) },
      { title: "a prefix list", subject: rule({ prefixListId: "pl-1" }) },
      { title: "Cloudflare's ranges", subject: prefixes("104.16.0.0/13", "172.64.0.0/13") },
      { title: "Cloudflare's newer ranges", subject: rule({ cidrIpv6: "2400:cb00::/32" }) },
    ],
    violating: [
      {
        title: "everyone",
        subject: rule({ cidrIpv4: "0.0.0.0/0" }),
        message:
          'ingress-forbid-anywhere: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "ingress" lets in 0.0.0.0/0 (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
      {
        title: "everyone, newer",
        subject: rule({ cidrIpv6: "::/0" }),
        message:
          'ingress-forbid-anywhere: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "ingress" lets in ::/0 (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
      {
        title: "everyone in two halves",
        subject: prefixes("0.0.0.0/1", "128.0.0.0/1"),
        message:
          'ingress-forbid-anywhere: aws:ec2/managedPrefixList:ManagedPrefixList "cloudflare" lets in 0.0.0.0/1 and lets in 128.0.0.0/1 (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
      {
        title: "everyone, inline",
        subject: group({ ingress: [{ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }] }),
        message:
          'ingress-forbid-anywhere: aws:ec2/securityGroup:SecurityGroup "group" lets in 0.0.0.0/0 (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
      {
        title: "everyone, in the older kind of rule",
        subject: {
          type: "aws:ec2/securityGroupRule:SecurityGroupRule",
          name: "older",
          props: { type: "ingress", ipv6CidrBlocks: ["::/0"] },
        },
        message:
          'ingress-forbid-anywhere: aws:ec2/securityGroupRule:SecurityGroupRule "older" lets in ::/0 (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
      {
        title: "what is no range",
        subject: rule({ cidrIpv4: "everyone" }),
        message:
          'ingress-forbid-anywhere: the rule could not read aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "ingress": "everyone" is no range of addresses (NET-2). Let in a security group, a prefix list or a narrow range.',
      },
    ],
    notApplicable: [
      { title: "a group that lets nothing in", subject: group() },
      {
        title: "a rule for what goes out",
        subject: {
          type: "aws:ec2/securityGroupRule:SecurityGroupRule",
          name: "older",
          props: { type: "egress", cidrBlocks: ["0.0.0.0/0"] },
        },
      },
    ],
    needs: [],
    awaits: ["cidrIpv4"],
  },
  {
    rule: "load-balancer-require-edge",
    stack: "production",
    compliant: [
      {
        title: "Cloudflare's prefix list",
        subject: balancer({ securityGroups: ["sg-1"] }),
        around: [
          group({ ingress: [] }),
          prefixes("104.16.0.0/13"),
          rule({ securityGroupId: "sg-1", prefixListId: "pl-1" }, fromList),
        ],
      },
      {
        title: "a prefix list, in the older kind of rule",
        subject: balancer({ securityGroups: ["sg-1"] }),
        around: [
          group(),
          older(
            { securityGroupId: "sg-1", prefixListIds: ["pl-1"] },
            { securityGroupId: ["group"] },
          ),
        ],
      },
      {
        title: "a prefix list by its id",
        subject: balancer({ securityGroups: ["sg-1"] }),
        around: [
          group(),
          rule({ securityGroupId: "sg-1", prefixListId: "pl-1" }, { securityGroupId: ["group"] }),
        ],
      },
    ],
    violating: [
      {
        title: "a range beside it",
        subject: balancer({ securityGroups: ["sg-1"] }),
        around: [
          group(),
          rule({ securityGroupId: "sg-1", cidrIpv4: "8.8.8.0/24" }, { securityGroupId: ["group"] }),
        ],
        message: `load-balancer-require-edge: aws:lb/loadBalancer:LoadBalancer "public" is public and lets "ingress" in, which is no prefix list (PRC-17). Let in Cloudflare's prefix list.`,
      },
      {
        title: "a range, in the older kind of rule",
        around: [
          group(),
          older(
            { securityGroupId: "sg-1", prefixListIds: ["pl-1"], cidrBlocks: ["8.8.8.0/24"] },
            { securityGroupId: ["group"] },
          ),
        ],
        subject: balancer({ securityGroups: ["sg-1"] }),
        message: `load-balancer-require-edge: aws:lb/loadBalancer:LoadBalancer "public" is public and lets "older" in, which is no prefix list (PRC-17). Let in Cloudflare's prefix list.`,
      },
      {
        title: "the same load balancer under another token",
        subject: { ...balancer({}, {}), type: "aws:alb/loadBalancer:LoadBalancer" },
        message: `load-balancer-require-edge: aws:alb/loadBalancer:LoadBalancer "public" is public and has no security group of this stack (PRC-17). Let in Cloudflare's prefix list.`,
      },
      {
        title: "a classic load balancer",
        subject: { ...balancer({}, {}), type: "aws:elb/loadBalancer:LoadBalancer" },
        message: `load-balancer-require-edge: aws:elb/loadBalancer:LoadBalancer "public" is public and has no security group of this stack (PRC-17). Let in Cloudflare's prefix list.`,
      },
      {
        title: "rules inside its group",
        subject: balancer({ securityGroups: ["sg-1"] }),
        around: [group({ ingress: [{ cidrBlocks: ["8.8.8.0/24"] }] })],
        message: `load-balancer-require-edge: aws:lb/loadBalancer:LoadBalancer "public" is public and its group "group" lists ingress of its own (PRC-17). Let in Cloudflare's prefix list.`,
      },
      {
        title: "no group of its own",
        subject: balancer({}, {}),
        message: `load-balancer-require-edge: aws:lb/loadBalancer:LoadBalancer "public" is public and has no security group of this stack (PRC-17). Let in Cloudflare's prefix list.`,
      },
    ],
    notApplicable: [{ title: "an internal one", subject: balancer({ internal: true }, {}) }],
    needs: [],
    awaits: ["group:ingress"],
  },
  {
    rule: "vpc-require-closed-default-group",
    stack: "dev",
    compliant: [
      {
        title: "an empty group",
        subject: vpc,
        around: [defaultGroup({ ingress: [], egress: [] })],
      },
      { title: "a group without rules", subject: vpc, around: [defaultGroup({})] },
    ],
    violating: [
      {
        title: "the one that AWS makes",
        subject: vpc,
        message:
          'vpc-require-closed-default-group: aws:ec2/vpc:Vpc "vpc" leaves its default security group open (NET-2). Declare a DefaultSecurityGroup without rules for the VPC.',
      },
      {
        title: "a way in by a rule beside it",
        around: [
          defaultGroup({}),
          rule({ cidrIpv4: "10.0.0.0/16" }, { securityGroupId: ["default"] }),
        ],
        subject: vpc,
        message: `vpc-require-closed-default-group: aws:ec2/vpc:Vpc "vpc" has ingress rules in its default security group (NET-2). Declare a DefaultSecurityGroup without rules for the VPC.`,
      },
      {
        title: "a way out by an older rule beside it",
        around: [defaultGroup({}), older({ type: "egress" }, { securityGroupId: ["default"] })],
        subject: vpc,
        message: `vpc-require-closed-default-group: aws:ec2/vpc:Vpc "vpc" has egress rules in its default security group (NET-2). Declare a DefaultSecurityGroup without rules for the VPC.`,
      },
      {
        title: "a way out",
        subject: vpc,
        around: [defaultGroup({ egress: [{ cidrBlocks: ["0.0.0.0/0"] }] })],
        message:
          'vpc-require-closed-default-group: aws:ec2/vpc:Vpc "vpc" has egress rules in its default security group (NET-2). Declare a DefaultSecurityGroup without rules for the VPC.',
      },
    ],
    needs: [],
    awaits: ["default:ingress", "default:egress"],
  },
  {
    rule: "vpc-require-flow-logs",
    stack: "dev",
    compliant: [
      {
        title: "a flow log",
        subject: vpc,
        around: [ofVpc("aws:ec2/flowLog:FlowLog", "flow-log", { trafficType: "ALL" })],
      },
    ],
    violating: [
      {
        title: "none",
        subject: vpc,
        message:
          'vpc-require-flow-logs: aws:ec2/vpc:Vpc "vpc" has no flow log (ACC-15). Declare a FlowLog for the VPC.',
      },
    ],
    needs: [],
  },
  {
    rule: "nat-require-zones",
    stack: "production",
    compliant: [
      {
        title: "one per zone",
        subject: vpc,
        around: [subnet("a"), subnet("b"), gateway("a"), gateway("b")],
      },
      {
        title: "a regional one",
        subject: vpc,
        around: [
          subnet("a"),
          subnet("b"),
          ofVpc("aws:ec2/natGateway:NatGateway", "nat", { availabilityMode: "regional" }),
        ],
      },
    ],
    violating: [
      {
        title: "one for two zones",
        subject: vpc,
        around: [subnet("a"), subnet("b"), gateway("a")],
        message:
          'nat-require-zones: aws:ec2/vpc:Vpc "vpc" has no NAT gateway of its own in b (NET-5). Use a regional NAT gateway, or one per zone.',
      },
    ],
    notApplicable: [
      { title: "no way out at all", subject: vpc, around: [subnet("a")] },
      {
        title: "dev",
        stack: "dev",
        subject: vpc,
        around: [subnet("a"), subnet("b"), gateway("a")],
      },
    ],
    needs: ["b:availabilityZone"],
  },
];
