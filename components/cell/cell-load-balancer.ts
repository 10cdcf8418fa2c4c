import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import { getIpRangesOutput } from "@pulumi/cloudflare/getIpRanges";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import type { Context } from "../base/context";
import type { CellNetwork } from "./cell-network";

export interface CellLoadBalancerArgs {
  readonly cell: CellName;
  readonly context: Context;
  readonly network: CellNetwork;
  readonly certificateArn: pulumi.Input<string>;
  /** Of the trust store with the authority whose callers are let in. */
  readonly trustStoreArn: pulumi.Input<string>;
  /** Bucket that the load balancer may write its access logs to. */
  readonly accessLogsBucket: pulumi.Input<string>;
}

/** Room for ranges that Cloudflare adds; a security group counts the whole room against its 60 rules of a family. */
const rangeCapacity = { IPv4: 40, IPv6: 20 } as const;

/**
 * The public way into a cell, open to the environment's own edge alone, so nobody gets around the WAF, the rate limits and
 * the login there. Cloudflare's addresses are those of all its customers: a certificate says that it is ours. Each
 * service adds its rules to the listener.
 */
export class CellLoadBalancer extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;
  /** What CloudWatch calls it: `app/<name>/<id>`. */
  public readonly arnSuffix: pulumi.Output<string>;
  public readonly dnsName: pulumi.Output<string>;
  public readonly listenerArn: pulumi.Output<string>;
  public readonly securityGroupId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: CellLoadBalancerArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:CellLoadBalancer", name, {}, opts);

    const securityGroup = this.declareFirewall(name, args);
    const loadBalancer = this.declareLoadBalancer(name, args, securityGroup);
    const listener = this.declareListener(name, args, loadBalancer);

    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.listenerArn = listener.arn;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      arn: this.arn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      listenerArn: this.listenerArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private declareLoadBalancer(
    name: string,
    { cell, context, network, accessLogsBucket }: CellLoadBalancerArgs,
    securityGroup: ec2.SecurityGroup,
  ): lb.LoadBalancer {
    const { product, stack, tags } = context.identity;
    return new lb.LoadBalancer(
      `${name}-load-balancer`,
      {
        name: physicalName("loadBalancer", product, stack, cell),
        loadBalancerType: "application",
        internal: false,
        subnets: [...network.publicSubnetIds],
        securityGroups: [securityGroup.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: context.protectData,
        // Lets AWS, and us, move traffic out of a failing zone.
        enableZonalShift: true,
        accessLogs: { bucket: accessLogsBucket, enabled: true },
        tags,
      },
      { parent: this },
    );
  }

  private declareListener(
    name: string,
    { context, certificateArn, trustStoreArn }: CellLoadBalancerArgs,
    loadBalancer: lb.LoadBalancer,
  ): lb.Listener {
    return new lb.Listener(
      `${name}-listener`,
      {
        loadBalancerArn: loadBalancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        certificateArn,
        mutualAuthentication: {
          mode: "verify",
          trustStoreArn,
          ignoreClientCertificateExpiry: false,
        },
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              statusCode: "404",
              contentType: "text/plain",
              messageBody: "No service has this name.",
            },
          },
        ],
        tags: context.identity.tags,
      },
      { parent: this },
    );
  }

  private declareFirewall(name: string, args: CellLoadBalancerArgs): ec2.SecurityGroup {
    const child = { parent: this };
    const { cell, context, network } = args;
    const { product, stack, tags } = context.identity;
    const securityGroup = new ec2.SecurityGroup(
      `${name}-security-group`,
      {
        name: physicalName("securityGroup", product, stack, cell, "load-balancer"),
        description: `Load balancer of the ${cell} cell`,
        vpcId: network.vpcId,
        tags: { ...tags, Name: name },
      },
      child,
    );
    this.admitCallers(name, args, securityGroup);
    new vpc.SecurityGroupEgressRule(
      `${name}-to-tasks`,
      {
        securityGroupId: securityGroup.id,
        description: "Tasks, which run without root and so on unprivileged ports",
        ipProtocol: "tcp",
        fromPort: 1024,
        toPort: 65535,
        cidrIpv4: network.cidr,
        tags,
      },
      child,
    );
    return securityGroup;
  }

  private admitCallers(
    name: string,
    { cell, context, network }: CellLoadBalancerArgs,
    securityGroup: ec2.SecurityGroup,
  ): void {
    const child = { parent: this };
    const { product, stack, tags } = context.identity;
    const cloudflare = getIpRangesOutput({}, child);
    const callers = {
      // The deployment hook asks the load balancer's public address, so it comes by the network's NAT.
      IPv4: pulumi
        .all([cloudflare.ipv4Cidrs, network.natAddresses])
        .apply(([ranges, addresses]) => [
          ...ranges.map((cidr) => ({ cidr, description: "Cloudflare" })),
          ...addresses.map((ip) => ({ cidr: `${ip}/32`, description: "Deployment hook" })),
        ]),
      IPv6: cloudflare.ipv6Cidrs.apply((ranges) =>
        ranges.map((cidr) => ({ cidr, description: "Cloudflare" })),
      ),
    };
    for (const family of ["IPv4", "IPv6"] as const) {
      const prefixList = new ec2.ManagedPrefixList(
        `${name}-callers-${family.toLowerCase()}`,
        {
          name: physicalName("prefixList", product, stack, cell, "callers", family.toLowerCase()),
          addressFamily: family,
          maxEntries: rangeCapacity[family],
          entries: callers[family],
          tags,
        },
        child,
      );
      new vpc.SecurityGroupIngressRule(
        `${name}-from-callers-${family.toLowerCase()}`,
        {
          securityGroupId: securityGroup.id,
          description: `TLS from Cloudflare over ${family}`,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          prefixListId: prefixList.id,
          tags,
        },
        child,
      );
    }
  }
}
