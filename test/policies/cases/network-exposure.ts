import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const ingress = declaring("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const egress = declaring("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
const group = declaring("aws:ec2/securityGroup:SecurityGroup");
const older = declaring("aws:ec2/securityGroupRule:SecurityGroupRule");
const subnet = declaring("aws:ec2/subnet:Subnet");
const service = declaring("aws:ecs/service:Service");
const listener = declaring("aws:lb/listener:Listener");
const balancer = declaring("aws:lb/loadBalancer:LoadBalancer");
const trustStore = declaring("aws:lb/trustStore:TrustStore")({ name: "store" }, { name: "store" });
const asking = (mutualAuthentication: object): Declared =>
  listener(
    { protocol: "HTTPS", mutualAuthentication },
    { from: { mutualAuthentication: ["store"] } },
  );
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
const tcp = (fromPort: number, toPort = fromPort) => ({ ipProtocol: "tcp", fromPort, toPort });

export const exposureCases: readonly RuleCases[] = [
  {
    rule: "ingress-forbid-remote-login",
    stack: "dev",
    compliant: [
      { title: "TLS", subject: ingress({ ...tcp(443), cidrIpv4: "10.0.0.0/16" }) },
      { title: "a range beside it", subject: ingress(tcp(23, 3_388)) },
      {
        title: "a message that has no port",
        subject: ingress({ ipProtocol: "icmp", fromPort: -1, toPort: -1 }),
      },
    ],
    violating: [
      {
        title: "SSH beside TLS, inline",
        subject: group({
          ingress: [
            { protocol: "tcp", fromPort: 443, toPort: 443 },
            { protocol: "tcp", fromPort: 22, toPort: 22 },
          ],
        }),
        message:
          'ingress-forbid-remote-login: aws:ec2/securityGroup:SecurityGroup "subject" opens port 22 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "SSH, in a rule that says no direction",
        subject: older({ protocol: "tcp", fromPort: 22, toPort: 22 }),
        message:
          'ingress-forbid-remote-login: aws:ec2/securityGroupRule:SecurityGroupRule "subject" opens port 22 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "every port, as the provider writes it",
        subject: ingress({ ipProtocol: "tcp", fromPort: -1, toPort: -1 }),
        message:
          'ingress-forbid-remote-login: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "subject" opens port 22 and opens port 3389 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "SSH",
        subject: ingress(tcp(22)),
        message:
          'ingress-forbid-remote-login: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "subject" opens port 22 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "a range with both",
        subject: ingress(tcp(20, 4_000)),
        message:
          'ingress-forbid-remote-login: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "subject" opens port 22 and opens port 3389 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "every protocol",
        subject: ingress({ ipProtocol: "-1" }),
        message:
          'ingress-forbid-remote-login: aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "subject" opens port 22 and opens port 3389 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "remote desktop, inline",
        subject: group({ ingress: [{ protocol: "tcp", fromPort: 3_389, toPort: 3_389 }] }),
        message:
          'ingress-forbid-remote-login: aws:ec2/securityGroup:SecurityGroup "subject" opens port 3389 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "SSH, in the older kind of rule",
        subject: older({ type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22 }),
        message:
          'ingress-forbid-remote-login: aws:ec2/securityGroupRule:SecurityGroupRule "subject" opens port 22 (NET-2). Leave ports 22 and 3389 out.',
      },
      {
        title: "what is no port",
        subject: ingress({ ipProtocol: "tcp", fromPort: "22", toPort: "22" }),
        message:
          'ingress-forbid-remote-login: the rule could not read aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule "subject": fromPort is no port (NET-2). Leave ports 22 and 3389 out.',
      },
    ],
    notApplicable: [
      { title: "what goes out", subject: egress(tcp(22)) },
      { title: "a group's own members", subject: older({ protocol: "-1", self: true }) },
    ],
    needs: ["ipProtocol", "fromPort", "toPort"],
  },
  {
    rule: "egress-forbid-every-port",
    stack: "dev",
    compliant: [
      { title: "TLS to everyone", subject: egress({ ...tcp(443), cidrIpv4: "0.0.0.0/0" }) },
      {
        title: "everything inside",
        subject: egress({ ipProtocol: "-1", cidrIpv4: "10.10.0.0/16" }),
      },
      { title: "low ports", subject: egress({ ...tcp(0, 1_023), cidrIpv4: "0.0.0.0/0" }) },
      { title: "high ports", subject: egress({ ...tcp(1_024, 65_535), cidrIpv4: "0.0.0.0/0" }) },
    ],
    violating: [
      {
        title: "every port but none",
        subject: egress({ ...tcp(1, 65_535), cidrIpv4: "0.0.0.0/0" }),
        message:
          'egress-forbid-every-port: aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule "subject" lets everything out to 0.0.0.0/0 (PRC-25). Name the ports that it needs.',
      },
      {
        title: "everything to everyone",
        subject: egress({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
        message:
          'egress-forbid-every-port: aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule "subject" lets everything out to 0.0.0.0/0 (PRC-25). Name the ports that it needs.',
      },
      {
        title: "every port",
        subject: egress({ ...tcp(0, 65_535), cidrIpv6: "::/0" }),
        message:
          'egress-forbid-every-port: aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule "subject" lets everything out to ::/0 (PRC-25). Name the ports that it needs.',
      },
      {
        title: "everything, inline",
        subject: group({ egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] }),
        message:
          'egress-forbid-every-port: aws:ec2/securityGroup:SecurityGroup "subject" lets everything out to 0.0.0.0/0 (PRC-25). Name the ports that it needs.',
      },
    ],
    notApplicable: [{ title: "what comes in", subject: ingress(tcp(443)) }],
    needs: ["ipProtocol"],
  },
  {
    rule: "subnet-forbid-public-address",
    stack: "dev",
    compliant: [{ title: "none", subject: subnet({ mapPublicIpOnLaunch: false }) }],
    violating: [
      {
        title: "one",
        subject: subnet({ mapPublicIpOnLaunch: true }),
        message:
          'subnet-forbid-public-address: aws:ec2/subnet:Subnet "subject" gives whatever starts in it a public address (NET-2). Set mapPublicIpOnLaunch to false.',
      },
    ],
    needs: ["mapPublicIpOnLaunch"],
  },
  {
    rule: "task-forbid-public-address",
    stack: "dev",
    compliant: [
      { title: "none", subject: service({ networkConfiguration: { assignPublicIp: false } }) },
    ],
    violating: [
      {
        title: "one",
        subject: service({ networkConfiguration: { assignPublicIp: true } }),
        message:
          'task-forbid-public-address: aws:ecs/service:Service "subject" gives its tasks public addresses, past the load balancer (NET-2). Set networkConfiguration.assignPublicIp to false.',
      },
    ],
    needs: ["networkConfiguration", "networkConfiguration.assignPublicIp"],
  },
  {
    rule: "listener-require-https",
    stack: "dev",
    compliant: [
      { title: "HTTPS", subject: listener({ protocol: "HTTPS" }) },
      {
        title: "HTTP that only points to it",
        subject: listener({
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }],
        }),
      },
    ],
    violating: [
      {
        title: "HTTP that points to HTTPS at times",
        subject: listener({
          protocol: "HTTP",
          defaultActions: [{ redirect: { protocol: "HTTPS" } }, { type: "forward" }],
        }),
        message:
          'listener-require-https: aws:lb/listener:Listener "subject" takes HTTP, which anyone on the way can read (DAT-8). Set protocol to HTTPS, or redirect to it.',
      },
      {
        title: "HTTP",
        subject: listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
        message:
          'listener-require-https: aws:lb/listener:Listener "subject" takes HTTP, which anyone on the way can read (DAT-8). Set protocol to HTTPS, or redirect to it.',
      },
      {
        title: "HTTP, to nowhere",
        subject: listener({ protocol: "HTTP" }),
        message:
          'listener-require-https: aws:lb/listener:Listener "subject" takes HTTP, which anyone on the way can read (DAT-8). Set protocol to HTTPS, or redirect to it.',
      },
      {
        title: "TCP",
        subject: listener({
          protocol: "TCP",
          defaultActions: [{ redirect: { protocol: "HTTPS" } }],
        }),
        message:
          'listener-require-https: aws:lb/listener:Listener "subject" takes TCP, which anyone on the way can read (DAT-8). Set protocol to HTTPS, or redirect to it.',
      },
    ],
    needs: ["protocol"],
  },
  {
    rule: "listener-require-tls-version",
    stack: "dev",
    compliant: [
      {
        title: "1.2 and 1.3",
        subject: listener({
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        }),
      },
    ],
    violating: [
      {
        title: "1.0",
        subject: listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
        message:
          'listener-require-tls-version: aws:lb/listener:Listener "subject" takes what is older than TLS 1.2, by ELBSecurityPolicy-2016-08 (DAT-8). Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06.',
      },
      {
        title: "1.0, beside 1.3",
        subject: listener({
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06",
        }),
        message:
          'listener-require-tls-version: aws:lb/listener:Listener "subject" takes what is older than TLS 1.2, by ELBSecurityPolicy-TLS13-1-0-2021-06 (DAT-8). Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06.',
      },
    ],
    notApplicable: [
      { title: "no TLS, which another rule forbids", subject: listener({ protocol: "HTTP" }) },
    ],
    needs: ["protocol", "sslPolicy"],
  },
  {
    rule: "listener-require-known-callers",
    stack: "dev",
    compliant: [
      {
        title: "a trust store of the stack's own",
        subject: asking({ mode: "verify", trustStoreArn: "arn:store" }),
        around: [trustStore],
      },
      {
        title: "one that says that certificates end",
        subject: asking({ mode: "verify", ignoreClientCertificateExpiry: false }),
        around: [trustStore],
      },
    ],
    violating: [
      {
        title: "nobody is asked for a certificate",
        subject: listener({ protocol: "HTTPS" }),
        message:
          'listener-require-known-callers: aws:lb/listener:Listener "subject" answers whoever asks, without a certificate and trusts no trust store of this stack (PRC-17). Set mutualAuthentication to mode verify with a trust store of this stack.',
      },
      {
        title: "certificates are handed on to whoever answers",
        subject: asking({ mode: "passthrough" }),
        around: [trustStore],
        message:
          'listener-require-known-callers: aws:lb/listener:Listener "subject" answers whoever asks, without a certificate (PRC-17). Set mutualAuthentication to mode verify with a trust store of this stack.',
      },
      {
        title: "a trust store of somebody's",
        subject: listener({
          protocol: "HTTPS",
          mutualAuthentication: { mode: "verify", trustStoreArn: "arn:other" },
        }),
        message:
          'listener-require-known-callers: aws:lb/listener:Listener "subject" trusts no trust store of this stack (PRC-17). Set mutualAuthentication to mode verify with a trust store of this stack.',
      },
      {
        title: "certificates that have ended are as good",
        subject: asking({ mode: "verify", ignoreClientCertificateExpiry: true }),
        around: [trustStore],
        message:
          'listener-require-known-callers: aws:lb/listener:Listener "subject" takes certificates that have ended (PRC-17). Set mutualAuthentication to mode verify with a trust store of this stack.',
      },
    ],
    notApplicable: [
      { title: "no TLS, which another rule forbids", subject: listener({ protocol: "HTTP" }) },
      {
        title: "an internal load balancer",
        subject: listener({ protocol: "HTTPS" }, { from: { loadBalancerArn: ["internal"] } }),
        around: [{ ...balancer({ internal: true }), name: "internal" }],
      },
    ],
    needs: ["protocol", "mutualAuthentication", "mutualAuthentication.mode"],
  },
  {
    rule: "load-balancer-require-header-check",
    stack: "dev",
    compliant: [{ title: "on", subject: balancer({ dropInvalidHeaderFields: true }) }],
    violating: [
      {
        title: "off",
        subject: balancer({ dropInvalidHeaderFields: false }),
        message:
          'load-balancer-require-header-check: aws:lb/loadBalancer:LoadBalancer "subject" passes on headers that are none (PRC-25). Set dropInvalidHeaderFields to true.',
      },
    ],
    notApplicable: [
      { title: "what reads no header", subject: balancer({ loadBalancerType: "network" }) },
    ],
    needs: ["dropInvalidHeaderFields"],
  },
  {
    rule: "load-balancer-require-access-logs",
    stack: "dev",
    compliant: [
      { title: "on", subject: balancer({ accessLogs: { bucket: "logs", enabled: true } }) },
    ],
    violating: [
      {
        title: "off",
        subject: balancer({ accessLogs: { bucket: "logs", enabled: false } }),
        message:
          'load-balancer-require-access-logs: aws:lb/loadBalancer:LoadBalancer "subject" does not say who asked for what (ACC-15). Set accessLogs.enabled to true.',
      },
    ],
    needs: ["accessLogs", "accessLogs.bucket", "accessLogs.enabled"],
  },
  {
    rule: "load-balancer-require-deletion-protection",
    stack: "production",
    compliant: [{ title: "on", subject: balancer({ enableDeletionProtection: true }) }],
    violating: [
      {
        title: "off",
        subject: balancer({ enableDeletionProtection: false }),
        message: `load-balancer-require-deletion-protection: aws:lb/loadBalancer:LoadBalancer "subject" can be deleted, and production's traffic with it (PRC-10). Set enableDeletionProtection to true.`,
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: balancer({}) }],
    needs: ["enableDeletionProtection"],
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
