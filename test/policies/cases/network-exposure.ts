import type { RuleCases } from "../support/cases";
import { type Declared, declaring, unknown } from "../support/declared";

const of = declaring;
const vpc = of("aws:ec2/vpc:Vpc")({ cidrBlock: "10.30.0.0/16" }, { name: "vpc" });
const group = of("aws:ec2/securityGroup:SecurityGroup")({}, { name: "group" });
const subnet = (name: string, zone = "a"): Declared =>
  of("aws:ec2/subnet:Subnet")({ availabilityZone: zone }, { name, from: { vpcId: ["vpc"] } });
/** A route table of the subnet, with a route by a gateway. */
const routed = (
  name: string,
  by: "gatewayId" | "natGatewayId",
  gateway: string,
  table = `${name}-table`,
) => [
  of("aws:ec2/routeTable:RouteTable")({}, { name: table }),
  of("aws:ec2/routeTableAssociation:RouteTableAssociation")(
    {},
    { name: `${table}-has`, from: { routeTableId: [table], subnetId: [name] } },
  ),
  of("aws:ec2/route:Route")(
    {},
    { name: `${table}-route`, from: { routeTableId: [table], [by]: [gateway] } },
  ),
];
const internet = of("aws:ec2/internetGateway:InternetGateway")({}, { name: "internet" });
const nat = (name: string): Declared =>
  of("aws:ec2/natGateway:NatGateway")({}, { name: `nat-${name}`, from: { subnetId: [name] } });
const regional = of("aws:ec2/natGateway:NatGateway")(
  { availabilityMode: "regional" },
  { name: "nat" },
);
const open = [subnet("outer"), internet, ...routed("outer", "gatewayId", "internet")];
const closed = [subnet("inner"), regional, ...routed("inner", "natGatewayId", "nat")];

const service = (groups: readonly string[], ...subnets: readonly string[]): Declared =>
  of("aws:ecs/service:Service")({}, { from: { networkConfiguration: [...groups, ...subnets] } });
const balancer = (...subnets: readonly string[]): Declared =>
  of("aws:lb/loadBalancer:LoadBalancer")({}, { from: { securityGroups: ["group"], subnets } });
const endpoint = (
  vpcEndpointType: string,
  privateDnsEnabled: boolean | undefined,
  ...subnetIds: readonly string[]
): Declared =>
  of("aws:ec2/vpcEndpoint:VpcEndpoint")(
    { vpcEndpointType, privateDnsEnabled },
    { from: { securityGroupIds: ["group"], subnetIds } },
  );
const placed = (type: string, wrong: string): string =>
  `placement-require-path: ${type} "subject" ${wrong} (NET-2). Put it into security groups and subnets of its network: public ones for a load balancer, private ones for all else.`;
const ofService = "aws:ecs/service:Service";

const neon = (settings: object): Declared =>
  of("neon:index:Project")({ settings }, { from: { settings: ["nat-address"] } });
const address = of("aws:ec2/eip:Eip")({}, { name: "nat-address" });
const allowing = (...ips: readonly unknown[]): Declared =>
  neon({ allowedIps: { ips, protectedBranchesOnly: false } });
const called = (wrong: string): string =>
  `database-require-callers: neon:index:Project "subject" ${wrong} (NET-3). Set settings.allowedIps.ips to Cloudflare's ranges and the addresses of the stack's NAT gateways.`;

const bucket = declaring("aws:s3/bucket:Bucket")({ bucket: "documents" });
const block = (props: object): Declared =>
  declaring("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")(
    {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      ...props,
    },
    { name: "block", from: { bucket: ["subject"] } },
  );
const policy = (statement: object): Declared =>
  declaring("aws:s3/bucketPolicy:BucketPolicy")(
    {
      policy: JSON.stringify({
        Statement: {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::documents", "arn:aws:s3:::documents/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
          ...statement,
        },
      }),
    },
    { name: "policy", from: { bucket: ["subject"] } },
  );
const reading: Declared = {
  ...policy({ Effect: "Allow", Principal: { AWS: "333333333333" }, Action: "s3:GetObject" }),
  name: "reading",
};

export const exposureCases: readonly RuleCases[] = [
  {
    rule: "placement-require-path",
    stack: "production",
    compliant: [
      {
        title: "a task that leaves by NAT",
        subject: service(["group"], "inner"),
        around: [vpc, group, ...closed],
      },
      {
        title: "a task that leaves by NAT of one zone",
        subject: service(["group"], "inner"),
        around: [
          ...[vpc, group, ...open, nat("outer"), subnet("inner")],
          ...routed("inner", "natGatewayId", "nat-outer"),
        ],
      },
      {
        title: "a load balancer in the internet",
        subject: balancer("outer"),
        around: [vpc, group, ...open],
      },
      {
        title: "an endpoint, which leads nowhere else",
        subject: endpoint("Interface", true, "inner"),
        around: [vpc, group, ...closed],
      },
    ],
    violating: [
      {
        title: "an endpoint that no name leads to",
        subject: endpoint("Interface", undefined, "inner"),
        around: [vpc, group, ...closed],
        message: placed(
          "aws:ec2/vpcEndpoint:VpcEndpoint",
          "is passed by: its service's name → the internet (privateDnsEnabled is not true)",
        ),
      },
      {
        title: "a task in the internet",
        subject: service(["group"], "outer"),
        around: [vpc, group, ...open],
        message: placed(
          ofService,
          'makes internet → internet gateway "internet" → subnet "outer" → it',
        ),
      },
      {
        title: "a second table, by which the internet comes in",
        subject: service(["group"], "inner"),
        around: [
          ...[vpc, group, ...closed, internet],
          ...routed("inner", "gatewayId", "internet", "second"),
        ],
        message: placed(
          ofService,
          'makes internet → internet gateway "internet" → subnet "inner" → it',
        ),
      },
      {
        title: "a subnet that no table is for",
        subject: service(["group"], "inner"),
        around: [vpc, group, subnet("inner")],
        message: placed(
          ofService,
          'stands in subnet "inner", which has its network\'s main route table, that no stack declares',
        ),
      },
      {
        title: "a gateway that gets nowhere itself",
        subject: service(["group"], "inner"),
        around: [
          ...[vpc, group, subnet("other"), nat("other"), subnet("inner")],
          ...routed("inner", "natGatewayId", "nat-other"),
        ],
        message: placed(
          ofService,
          'gets out nowhere: subnet "inner" → no NAT gateway in a public subnet',
        ),
      },
      {
        title: "no group and no subnet",
        subject: service([]),
        message: placed(
          ofService,
          "stands in no security group of this stack, and so in its network's default one and stands in no subnet of this stack",
        ),
      },
      {
        title: "a function outside every network",
        subject: of("aws:lambda/function:Function")({}),
        message: placed(
          "aws:lambda/function:Function",
          "stands in no security group of this stack, and so in its network's default one and stands in no subnet of this stack",
        ),
      },
      {
        title: "a load balancer that nobody reaches",
        subject: balancer("inner"),
        around: [vpc, group, ...closed],
        message: placed(
          "aws:lb/loadBalancer:LoadBalancer",
          'is reached by nobody: subnet "inner" → no internet gateway',
        ),
      },
    ],
    notApplicable: [
      {
        title: "an endpoint that is a route",
        subject: endpoint("Gateway", undefined),
        around: [group, vpc],
      },
    ],
    needs: [],
  },
  {
    rule: "database-require-callers",
    stack: "production",
    compliant: [
      {
        title: "Cloudflare and the network",
        subject: allowing("198.51.100.7", "104.16.0.0/13", "2400:cb00::/32"),
        around: [address],
      },
    ],
    violating: [
      {
        title: "everyone",
        subject: neon({}),
        around: [address],
        message: called('makes 0.0.0.0/0 → database "subject":5432'),
      },
      {
        title: "dev: half of everyone, and another's network",
        stack: "dev",
        subject: allowing("0.0.0.0/1", "10.30.0.7"),
        around: [address],
        message: called(
          'makes 0.0.0.0/1 → database "subject":5432 and makes 10.30.0.7 → database "subject":5432',
        ),
      },
      {
        title: "nobody's range, beside an address that is not known yet",
        subject: allowing(unknown, "1.0.0.0/8"),
        around: [address],
        message: called('makes 1.0.0.0/8 → database "subject":5432'),
      },
      {
        title: "everyone, on other branches",
        subject: neon({ allowedIps: { ips: ["104.16.0.0/13"], protectedBranchesOnly: true } }),
        around: [address],
        message: called(
          "shuts out an address that its own network leaves by and lets everybody call its unprotected branches",
        ),
      },
    ],
    notApplicable: [{ title: "dev: everyone", stack: "dev", subject: neon({}), around: [address] }],
    needs: [
      "settings.allowedIps",
      "settings.allowedIps.ips",
      "settings.allowedIps.ips.0",
      "settings.allowedIps.protectedBranchesOnly",
    ],
  },
  {
    rule: "vpc-require-flow-logs",
    stack: "dev",
    compliant: [
      {
        title: "a flow log",
        subject: vpc,
        around: [of("aws:ec2/flowLog:FlowLog")({}, { from: { vpcId: ["vpc"] } })],
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
    rule: "bucket-require-public-access-block",
    stack: "dev",
    compliant: [{ title: "all four", subject: bucket, around: [block({})] }],
    violating: [
      {
        title: "none",
        subject: bucket,
        message:
          'bucket-require-public-access-block: aws:s3/bucket:Bucket "subject" has no BucketPublicAccessBlock made for it (PRC-16). Declare a BucketPublicAccessBlock with all four switches for the bucket.',
      },
      {
        title: "three",
        subject: bucket,
        around: [block({ restrictPublicBuckets: false })],
        message:
          'bucket-require-public-access-block: aws:s3/bucket:Bucket "subject" leaves restrictPublicBuckets off (PRC-16). Declare a BucketPublicAccessBlock with all four switches for the bucket.',
      },
    ],
    needs: [
      "block:blockPublicAcls",
      "block:blockPublicPolicy",
      "block:ignorePublicAcls",
      "block:restrictPublicBuckets",
    ],
  },
  {
    rule: "bucket-require-tls",
    stack: "dev",
    compliant: [
      { title: "denied without", subject: bucket, around: [policy({})] },
      {
        title: "denied without, for everyone of AWS",
        subject: bucket,
        around: [policy({ Principal: { AWS: "*" } })],
      },
      {
        title: "denied without, among other things",
        subject: bucket,
        around: [policy({ Action: ["s3:GetObject", "s3:*"] }), reading],
      },
    ],
    violating: [
      {
        title: "the bucket, and not what is in it",
        subject: bucket,
        around: [policy({ Resource: "arn:aws:s3:::documents" })],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "no policy",
        subject: bucket,
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" has no BucketPolicy made for it (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "denied to somebody",
        subject: bucket,
        around: [policy({ Principal: { AWS: "333333333333" } })],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "reading alone",
        subject: bucket,
        around: [policy({ Action: "s3:GetObject" })],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "another bucket",
        subject: bucket,
        around: [policy({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] })],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "under a second condition",
        subject: bucket,
        around: [
          policy({
            Condition: {
              Bool: { "aws:SecureTransport": "false" },
              StringEquals: { "aws:PrincipalAccount": "1" },
            },
          }),
        ],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
      {
        title: "allowed",
        subject: bucket,
        around: [policy({ Effect: "Allow" })],
        message:
          'bucket-require-tls: aws:s3/bucket:Bucket "subject" answers without TLS (DAT-8). Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.',
      },
    ],
    needs: ["bucket", "policy:policy"],
  },
];
