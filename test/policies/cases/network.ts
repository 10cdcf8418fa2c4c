import type { RuleCases } from "../support/cases";
import { type Declared, declaring, unknown } from "../support/declared";

const ingress = (props: Declared["props"], from: Declared["from"] = {}): Declared =>
  declaring("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")(
    { ipProtocol: "tcp", fromPort: 443, toPort: 443, ...props },
    { name: "in", from: { securityGroupId: ["subject"], ...from } },
  );
const egress = (props: Declared["props"]): Declared =>
  declaring("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")(
    { ipProtocol: "tcp", fromPort: 443, toPort: 443, ...props },
    { name: "out", from: { securityGroupId: ["subject"] } },
  );
const group = (props: Declared["props"] = {}, more: Partial<Declared> = {}): Declared =>
  declaring("aws:ec2/securityGroup:SecurityGroup")(props, { from: { vpcId: ["vpc"] }, ...more });
const vpc = declaring("aws:ec2/vpc:Vpc")({ cidrBlock: "10.30.0.0/16" }, { name: "vpc" });
const defaultGroup = (props: Declared["props"], more: Partial<Declared> = {}): Declared =>
  declaring("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")(props, {
    name: "default",
    from: { vpcId: ["vpc"] },
    ...more,
  });

const balancer = (...groups: readonly string[]): Declared =>
  declaring("aws:lb/loadBalancer:LoadBalancer")(
    {},
    { name: "public", from: { securityGroups: groups } },
  );
const service = (...groups: readonly string[]): Declared =>
  declaring("aws:ecs/service:Service")(
    { loadBalancers: [{ containerPort: 8080 }] },
    { name: "shop", from: { networkConfiguration: groups } },
  );
const endpoint: Declared = declaring("aws:ec2/vpcEndpoint:VpcEndpoint")(
  { vpcEndpointType: "Interface" },
  { name: "logs", from: { securityGroupIds: ["subject"] } },
);
const listener = (mutualAuthentication: object, ...stores: readonly string[]): Declared =>
  declaring("aws:lb/listener:Listener")(
    { mutualAuthentication },
    {
      name: "door",
      from: { loadBalancerArn: ["public"], mutualAuthentication: stores },
    },
  );
const store = declaring("aws:lb/trustStore:TrustStore")({}, { name: "store" });
const nat = declaring("aws:ec2/eip:Eip")({}, { name: "nat" });
const list = (...cidrs: readonly unknown[]): Declared =>
  declaring("aws:ec2/managedPrefixList:ManagedPrefixList")(
    { entries: cidrs.map((cidr) => ({ cidr })) },
    { name: "callers", from: { entries: ["nat"] } },
  );
const byList = ingress({ prefixListId: "pl-1" }, { prefixListId: ["callers"] });

/** A load balancer behind the group that is judged, and a rule that lets in what the list names. */
const listed = (...cidrs: readonly unknown[]) => [
  vpc,
  balancer("subject"),
  nat,
  list(...cidrs),
  byList,
];
const inward = (path: string, meant: string): string =>
  `ingress-require-path: aws:ec2/securityGroup:SecurityGroup "subject" makes ${path}; meant is ${meant} (NET-2). Take the rule away, or name its path in policies/reach/meant.ts.`;
const outward = (path: string, meant: string): string =>
  `egress-require-path: aws:ec2/securityGroup:SecurityGroup "subject" makes ${path}; meant is ${meant} (PRC-25). Take the rule away, or name its path in policies/reach/meant.ts.`;
const toBalancer = "443 of the edge for load balancers";
const toService = "the container's port of load balancers for services";
const fromService = "443 of everyone and 5432 of everyone for services";
const task = (protocol: object): Declared =>
  group(
    { ingress: [{ protocol: "tcp", securityGroups: ["sg-1"], ...protocol }] },
    {
      from: { ingress: ["caller"], vpcId: ["vpc"] },
    },
  );
const caller = group({}, { name: "caller", from: {} });
const port = (number: number) => ({ fromPort: number, toPort: number });

export const networkCases: readonly RuleCases[] = [
  {
    rule: "ingress-require-path",
    stack: "production",
    compliant: [
      {
        title: "Cloudflare, and an address of the stack's own, by certificate",
        subject: group({ ingress: [] }),
        around: [
          ...listed("104.16.0.0/13", "2400:cb00::/32", "198.51.100.7/32"),
          listener({ mode: "verify" }, "store"),
          store,
        ],
      },
      {
        title: "its load balancer, to a task's port",
        subject: task(port(8080)),
        around: [vpc, caller, balancer("caller"), service("subject")],
      },
      {
        title: "its network, to an endpoint of AWS",
        subject: group(),
        around: [vpc, endpoint, ingress({ cidrIpv4: "10.30.0.0/16" })],
      },
      {
        title: "nobody by default",
        subject: vpc,
        around: [defaultGroup({ ingress: [], egress: [] })],
      },
    ],
    violating: [
      {
        title: "four ranges of nobody's",
        subject: group(),
        around: listed("1.0.0.0/8", "2.0.0.0/8", "3.0.0.0/8", "4.0.0.0/8"),
        message: inward(
          `${["1", "2", "3"].map((first) => `${first}.0.0.0/8 → ingress rule "in" → load balancer "public":443`).join("; ")} and 1 more`,
          toBalancer,
        ),
      },
      {
        title: "nobody's range, beside an address that is not known yet",
        subject: group(),
        around: listed(unknown, "1.0.0.0/8"),
        message: inward('1.0.0.0/8 → ingress rule "in" → load balancer "public":443', toBalancer),
      },
      {
        title: "everyone, newer",
        subject: group(),
        around: [vpc, balancer("subject"), ingress({ cidrIpv6: "::/0" })],
        message: inward('::/0 → ingress rule "in" → load balancer "public":443', toBalancer),
      },
      {
        title: "a list of another stack's",
        subject: group(),
        around: [vpc, balancer("subject"), ingress({ prefixListId: "pl-9" })],
        message: inward(
          'whoever this stack does not declare → ingress rule "in" → load balancer "public":443',
          toBalancer,
        ),
      },
      {
        title: "Cloudflare, by another port",
        subject: group(),
        around: [
          ...listed("104.16.0.0/13").slice(0, -1),
          { ...byList, props: { ...byList.props, ipProtocol: "6", ...port(22) } },
        ],
        message: inward(
          '104.16.0.0/13 → ingress rule "in" → load balancer "public":22',
          toBalancer,
        ),
      },
      {
        title: "Cloudflare's other customers",
        subject: group(),
        around: [...listed("104.16.0.0/13"), listener({ mode: "passthrough" }, "store"), store],
        message: inward(
          'any customer of Cloudflare → listener "door", which verifies no certificate by a trust store of this stack → load balancer "public"',
          toBalancer,
        ),
      },
      {
        title: "whoever somebody's store trusts",
        subject: group(),
        around: [...listed("104.16.0.0/13"), listener({ mode: "verify" })],
        message: inward(
          'any customer of Cloudflare → listener "door", which verifies no certificate by a trust store of this stack → load balancer "public"',
          toBalancer,
        ),
      },
      {
        title: "its load balancer, by every port",
        subject: task({ protocol: "-1" }),
        around: [vpc, caller, balancer("caller"), service("subject")],
        message: inward(
          '"caller" → ingress[0] of "subject" → service "shop":every port',
          toService,
        ),
      },
      {
        title: "another task",
        subject: task(port(8080)),
        around: [vpc, caller, service("subject", "caller")],
        message: inward('"caller" → ingress[0] of "subject" → service "shop":8080', toService),
      },
      {
        title: "its load balancer, and a task that stands in its group",
        subject: task(port(8080)),
        around: [
          ...[vpc, caller, balancer("caller"), service("subject")],
          { ...service("caller"), name: "other" },
        ],
        message: inward('"caller" → ingress[0] of "subject" → service "shop":8080', toService),
      },
      {
        title: "a range, inline",
        subject: group({
          ingress: [{ protocol: "tcp", ...port(8080), cidrBlocks: ["10.30.0.0/16"] }],
        }),
        around: [vpc, service("subject")],
        message: inward('10.30.0.0/16 → ingress[0] of "subject" → service "shop":8080', toService),
      },
      {
        title: "an endpoint's group, in which a task stands as well",
        subject: group(),
        around: [vpc, endpoint, service("subject"), ingress({ cidrIpv4: "10.30.0.0/16" })],
        message: inward(
          '10.30.0.0/16 → ingress rule "in" → service "shop":443',
          `${toService} and 443 of the network for endpoints`,
        ),
      },
      {
        title: "a group in which nobody stands yet",
        subject: group(),
        around: [vpc, ingress({ cidrIpv4: "104.16.0.0/13" })],
        message: inward(
          '104.16.0.0/13 → ingress rule "in" → whoever is put into it:443',
          "nothing",
        ),
      },
      ...(
        [
          ["everyone in two halves", ["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/1", "128.0.0.0/1"]],
          ["everyone, as IPv6 maps them", ["::ffff:0:0/96"], ["::ffff:0:0/96"]],
          ["more than Cloudflare", ["104.16.0.0/11"], ["104.16.0.0/11"]],
          ["a second address, of nobody", ["198.51.100.7", "198.51.100.8"], ["198.51.100.8"]],
          ["a network's address", ["10.20.0.1/32"], ["10.20.0.1/32"]],
        ] as const
      ).map(([title, cidrs, strays]) => ({
        title,
        subject: group(),
        around: listed(...cidrs),
        message: inward(
          strays
            .map((text) => `${text} → ingress rule "in" → load balancer "public":443`)
            .join("; "),
          toBalancer,
        ),
      })),
      {
        title: "what is no range",
        subject: group(),
        around: [vpc, ingress({ cidrIpv4: "everyone" })],
        message:
          'ingress-require-path: the rule could not read aws:ec2/securityGroup:SecurityGroup "subject": "everyone" is no range of addresses (NET-2). Take the rule away, or name its path in policies/reach/meant.ts.',
      },
      {
        title: "the group that AWS makes",
        subject: vpc,
        message:
          'ingress-require-path: aws:ec2/vpc:Vpc "vpc" leaves its default security group open: whoever is in it → everyone in it:every port (NET-2). Declare a DefaultSecurityGroup without rules for the VPC.',
      },
      {
        title: "a way into the default group",
        subject: defaultGroup({}, { name: "subject" }),
        around: [vpc, ingress({ cidrIpv4: "10.30.0.0/16" })],
        message:
          'ingress-require-path: aws:ec2/defaultSecurityGroup:DefaultSecurityGroup "subject" makes 10.30.0.0/16 → ingress rule "in" → whoever is put into it:443; meant is nothing (NET-2). Take the rule away, or name its path in policies/reach/meant.ts.',
      },
    ],
    needs: [
      "in:ipProtocol",
      "in:fromPort",
      "in:toPort",
      "callers:entries",
      "callers:entries.0.cidr",
    ],
    awaits: ["ingress", "door:mutualAuthentication.mode"],
  },
  {
    rule: "egress-require-path",
    stack: "production",
    compliant: [
      {
        title: "TLS and PostgreSQL to everyone",
        subject: group({ egress: [{ protocol: "tcp", ...port(5432), cidrBlocks: ["0.0.0.0/0"] }] }),
        around: [vpc, service("subject"), egress({ cidrIpv6: "::/0" })],
      },
      {
        title: "TLS to a group of its network",
        subject: group(
          { egress: [{ protocol: "tcp", ...port(443), securityGroups: ["sg-1"] }] },
          {
            from: { vpcId: ["vpc"], egress: ["caller"] },
          },
        ),
        around: [vpc, caller, service("subject")],
      },
      {
        title: "from a load balancer to its network",
        subject: group(),
        around: [
          vpc,
          balancer("subject"),
          egress({ fromPort: 1024, toPort: 65_535, cidrIpv4: "10.30.0.0/16" }),
        ],
      },
    ],
    violating: [
      {
        title: "every port but none",
        subject: group(),
        around: [
          vpc,
          service("subject"),
          egress({ fromPort: 1, toPort: 65_535, cidrIpv4: "0.0.0.0/0" }),
        ],
        message: outward('service "shop" → egress rule "out" → 0.0.0.0/0:1-65535', fromService),
      },
      {
        title: "every port from TLS on",
        subject: group(),
        around: [
          vpc,
          service("subject"),
          egress({ fromPort: 443, toPort: 65_535, cidrIpv4: "0.0.0.0/0" }),
        ],
        message: outward('service "shop" → egress rule "out" → 0.0.0.0/0:443-65535', fromService),
      },
      {
        title: "every protocol, inline",
        subject: group({ egress: [{ protocol: "all", cidrBlocks: ["0.0.0.0/0"] }] }),
        around: [vpc, service("subject")],
        message: outward(
          'service "shop" → egress[0] of "subject" → 0.0.0.0/0:every port',
          fromService,
        ),
      },
      {
        title: "names, by which data leaves as well",
        subject: group(),
        around: [
          vpc,
          service("subject"),
          egress({ ipProtocol: "udp", ...port(53), cidrIpv4: "0.0.0.0/0" }),
        ],
        message: outward('service "shop" → egress rule "out" → 0.0.0.0/0:udp', fromService),
      },
      {
        title: "another environment's network",
        subject: group(),
        around: [vpc, service("subject"), egress({ cidrIpv6: "::ffff:10.20.0.0/112" })],
        message: outward(
          'service "shop" → egress rule "out" → ::ffff:10.20.0.0/112:443',
          fromService,
        ),
      },
      {
        title: "from a load balancer to everyone",
        subject: group(),
        around: [vpc, balancer("subject"), egress({ ...port(8080), cidrIpv4: "0.0.0.0/0" })],
        message: outward(
          'load balancer "public" → egress rule "out" → 0.0.0.0/0:8080',
          "1024-65535 of the network for load balancers",
        ),
      },
    ],
    needs: ["egress.0.protocol", "egress.0.fromPort", "egress.0.toPort"],
    awaits: ["egress", "out:cidrIpv6"],
  },
];
