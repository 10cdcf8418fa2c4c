import type { RuleCases } from "../support/cases";
import { type Declared, declaring as of } from "../support/declared";

const account = "333333333333";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1`;
const document = (...statements: readonly object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
  });
const taken = (service: string): Declared =>
  of("aws:iam/role:Role")({
    name: "acme-production-flow-logs",
    assumeRolePolicy: document({
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(service.startsWith("vpc") && {
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      }),
    }),
  });
const writes = (Action: readonly string[]): Declared =>
  of("aws:iam/rolePolicy:RolePolicy")(
    {
      role: "acme-production-flow-logs",
      policy: document({ Action, Resource: `arn:aws:logs:eu-west-1:${account}:log-group:flow:*` }),
    },
    { name: "rights" },
  );
const flowLog = of("aws:ec2/flowLog:FlowLog")(
  {
    iamRoleArn: `arn:aws:iam::${account}:role/acme-production-flow-logs`,
    logDestination: `arn:aws:logs:eu-west-1:${account}:log-group:flow`,
  },
  { name: "flow-log" },
);
const able = (what: string): string =>
  `role-require-ability: aws:iam/role:Role "subject" ${what} (PRC-2). Give the right back; what asks it stands in policies/who-can/asked.ts and meant.ts.`;

const key = (...statements: readonly object[]): Declared =>
  of("aws:kms/key:Key")({ policy: document(...statements) });
const administrated = {
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
};
const logGroup = of("aws:cloudwatch/logGroup:LogGroup")(
  { name: "flow", kmsKeyId: keyArn },
  { name: "logs", from: { kmsKeyId: ["subject"] }, provider: { region: "eu-west-1" } },
);
const entered = (what: string): string =>
  `entry-require-callers: aws:kms/key:Key "subject" lets ${what} (PRC-5). Let them in; who has to come in stands in policies/who-can/shut-out.ts.`;
const administrator = `arn:aws:iam::${account}:role/acme-production-break-glass`;

const vpc = of("aws:ec2/vpc:Vpc")({ cidrBlock: "10.30.0.0/16" });
const subnet = (name: string, availabilityZone: string, cidrBlock: string): Declared =>
  of("aws:ec2/subnet:Subnet")(
    { availabilityZone, cidrBlock },
    { name, from: { vpcId: ["subject"] } },
  );
const zoned = (what: string): string =>
  `network-require-zones: aws:ec2/vpc:Vpc "subject" ${what} (NET-5). Give each zone a range of its own, and every service, load balancer and endpoint all zones.`;

const hook = of("aws:lambda/function:Function")({}, { from: { vpcConfig: ["group"] } });
const group = of("aws:ec2/securityGroup:SecurityGroup")({}, { name: "group" });
const leaving = (port: number): Declared =>
  of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")(
    { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: port, toPort: port },
    { name: "out", from: { securityGroupId: ["group"] } },
  );

const answering = (host: string): Declared =>
  of("aws:lb/listenerRule:ListenerRule")({ conditions: [{ hostHeader: { values: [host] } }] });
const record = of("cloudflare:index/dnsRecord:DnsRecord")(
  { name: "admin.acme.example" },
  { name: "record" },
);
const monitor = (host: string): Declared =>
  of("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor")({
    path: "/healthz",
    header: { Host: [host] },
  });
const recorded = (type: string, what: string): string =>
  `host-require-record: ${type} "subject" ${what} (EDGE-3). Declare a DnsRecord of that name, or answer for a host that has one.`;

/** What has to be possible: the other side of what is forbidden. */
export const abilityCases: readonly RuleCases[] = [
  {
    rule: "role-require-ability",
    stack: "production",
    compliant: [
      {
        title: "a flow log's role writes the log",
        subject: taken("vpc-flow-logs.amazonaws.com"),
        around: [flowLog, writes(["logs:CreateLogStream", "logs:PutLogEvents"])],
      },
    ],
    violating: [
      {
        title: "it may only look at the log",
        subject: taken("vpc-flow-logs.amazonaws.com"),
        around: [flowLog, writes(["logs:DescribeLogStreams"])],
        message: able(
          `can't do logs:CreateLogStream on arn:aws:logs:eu-west-1:${account}:log-group:flow:log-stream:a, which "flow-log" asks of it`,
        ),
      },
      {
        title: "another service takes it",
        subject: taken("lambda.amazonaws.com"),
        around: [flowLog, writes(["logs:CreateLogStream", "logs:PutLogEvents"])],
        message: able('is not taken by vpc-flow-logs, which "flow-log" asks of it'),
      },
      {
        title: "a gate is told of a role that it can't take",
        subject: of("github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable")({
          environment: "production",
          variableName: "AWS_ROLE_ARN",
          value: `arn:aws:iam::${account}:role/lost`,
        }),
        message: able('tells jobs of "lost", which they can\'t take').replace(
          "aws:iam/role:Role",
          "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
        ),
      },
    ],
    needs: ["assumeRolePolicy"],
  },
  {
    rule: "entry-require-callers",
    stack: "production",
    compliant: [{ title: "the account administers its key", subject: key(administrated) }],
    violating: [
      {
        title: "nobody may change its policy",
        subject: key({ ...administrated, Action: ["kms:Decrypt", "kms:Describe*"] }),
        message: entered(`${administrator} do no kms:CancelKeyDeletion`),
      },
      {
        title: "somebody denies it to everybody",
        subject: key(administrated, {
          ...administrated,
          Effect: "Deny",
          Action: "kms:PutKeyPolicy",
        }),
        message: entered(`${administrator} do no kms:PutKeyPolicy`),
      },
      {
        title: "logs that it encrypts",
        subject: key(administrated),
        around: [logGroup],
        message: entered("logs.eu-west-1.amazonaws.com do no kms:Decrypt"),
      },
    ],
    needs: [],
    awaits: ["policy"],
  },
  {
    rule: "network-require-zones",
    stack: "production",
    compliant: [
      {
        title: "a subnet in each zone",
        subject: vpc,
        around: [subnet("one", "a", "10.30.0.0/20"), subnet("two", "b", "10.30.16.0/20")],
      },
    ],
    violating: [
      {
        title: "two in one, and one range for both",
        subject: vpc,
        around: [subnet("one", "a", "10.30.0.0/20"), subnet("two", "a", "10.30.0.0/24")],
        message: zoned('has the addresses of "one" twice and has two private subnets in a'),
      },
      {
        title: "a range of another network",
        subject: vpc,
        around: [subnet("one", "a", "10.99.0.0/20")],
        message: zoned('does not hold subnet "one"'),
      },
    ],
    needs: ["cidrBlock", "one:cidrBlock", "one:availabilityZone"],
  },
  {
    rule: "placement-require-reach",
    stack: "production",
    compliant: [
      { title: "a function that calls AWS", subject: hook, around: [group, leaving(443)] },
    ],
    violating: [
      {
        title: "by another port alone",
        subject: hook,
        around: [group, leaving(80)],
        message:
          'placement-require-reach: aws:lambda/function:Function "subject" has no way from it to everyone on port 443 (NET-2). Let it through its security groups; what is needed stands in policies/reach/needed.ts.',
      },
    ],
    needs: ["out:fromPort", "out:toPort", "out:ipProtocol"],
  },
  {
    rule: "host-require-record",
    stack: "production",
    compliant: [
      {
        title: "a host with a record",
        subject: answering("admin.acme.example"),
        around: [record],
      },
    ],
    violating: [
      {
        title: "one without",
        subject: answering("staff.acme.example"),
        around: [record],
        message: recorded(
          "aws:lb/listenerRule:ListenerRule",
          'answers for "staff.acme.example", which has no record',
        ),
      },
      {
        title: "a Worker's route on a host of a form",
        subject: of("cloudflare:index/workersRoute:WorkersRoute")({ pattern: "*.acme.example/a" }),
        around: [record],
        message: recorded(
          "cloudflare:index/workersRoute:WorkersRoute",
          'answers for "*.acme.example", which has no record',
        ),
      },
      {
        title: "a monitor that asks for nobody",
        subject: monitor("live.acme.example"),
        around: [
          of("aws:lb/targetGroup:TargetGroup")(
            { healthCheck: { path: "/healthz" } },
            { name: "tasks" },
          ),
        ],
        message: recorded(
          "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
          'asks for "live.acme.example", for which no listener answers',
        ),
      },
    ],
    needs: [],
  },
];
