import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkSpec, ZoneSpec } from "../../blueprint/network";
import type { Tags } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import { declareEndpoints } from "./network-endpoints";
import { declareFlowLogs } from "./network-flow-logs";

/** An environment's network in one region, shared by its cells (ISO-6). */
export interface NetworkArgs {
  readonly spec: NetworkSpec;
  readonly context: Context;
}

interface NetworkSide {
  readonly subnet: ec2.Subnet;
  readonly table: ec2.RouteTable;
  /**
   * The subnet's id once its way out stands: AWS refuses a public load balancer in a network without internet gateway,
   * and a task without NAT can't fetch its image.
   */
  readonly usableSubnetId: pulumi.Output<string>;
}

/**
 * A VPC with a public and a private subnet in each zone. Only load balancers and NAT stand in the public ones; tasks
 * leave by fixed addresses, which databases and partners can name in their allow-lists.
 */
export class Network extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  public readonly cidr: pulumi.Output<string>;
  /** In the order of the zones. */
  public readonly publicSubnetIds: readonly pulumi.Output<string>[];
  public readonly privateSubnetIds: readonly pulumi.Output<string>[];
  public readonly privateRouteTableIds: readonly pulumi.Output<string>[];
  /** Public addresses that everything private is seen from. */
  public readonly natAddresses: pulumi.Output<string[]>;

  private readonly tags: Tags;

  public constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:Network", name, {}, opts);
    const child = { parent: this };
    const { spec, context } = args;
    this.tags = context.identity.tags;

    const vpc = this.declareVpc(name, spec);
    declareFlowLogs(
      name,
      { vpcId: vpc.id, retentionDays: spec.flowLogRetentionDays, context },
      child,
    );

    const internet = new ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: this.named(name) },
      child,
    );
    const publicSides = spec.zones.map((zone) =>
      this.side(name, "public", zone, vpc, { gatewayId: internet.id }),
    );

    const publicSubnets = publicSides.map(({ subnet }) => subnet);
    const { gateway, addresses } = this.nat(name, spec, vpc, internet, publicSubnets);
    const privateSides = spec.zones.map((zone) =>
      this.side(name, "private", zone, vpc, { natGatewayId: gateway.id }),
    );

    const privateSubnetIds = privateSides.map(({ usableSubnetId }) => usableSubnetId);
    const privateRouteTableIds = privateSides.map(({ table }) => table.id);
    declareEndpoints(
      name,
      {
        services: spec.interfaceEndpoints,
        vpcId: vpc.id,
        cidr: spec.cidr,
        subnetIds: privateSubnetIds,
        routeTableIds: privateRouteTableIds,
        context,
      },
      child,
    );

    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.publicSubnetIds = publicSides.map(({ usableSubnetId }) => usableSubnetId);
    this.privateSubnetIds = privateSubnetIds;
    this.privateRouteTableIds = privateRouteTableIds;
    this.natAddresses = pulumi.all(addresses.map(({ publicIp }) => publicIp));
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      privateRouteTableIds: this.privateRouteTableIds,
      natAddresses: this.natAddresses,
    });
  }

  private declareVpc(name: string, { cidr }: NetworkSpec): ec2.Vpc {
    const child = { parent: this };
    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: cidr,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: this.named(name),
      },
      child,
    );
    // AWS makes this group with every network; what names no group of its own must reach nothing.
    new ec2.DefaultSecurityGroup(
      `${name}-default-security-group`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: this.named(`${name}-default`) },
      child,
    );
    return vpc;
  }

  /** A subnet with a route table of its own, so that the way out of one zone can change without the others. */
  private side(
    name: string,
    side: "public" | "private",
    zone: ZoneSpec,
    vpc: ec2.Vpc,
    wayOut: Pick<ec2.RouteArgs, "gatewayId" | "natGatewayId">,
  ): NetworkSide {
    const child = { parent: this };
    const prefix = `${name}-${side}-${zone.name}`;
    const subnet = new ec2.Subnet(
      prefix,
      {
        vpcId: vpc.id,
        availabilityZone: zone.name,
        cidrBlock: side === "public" ? zone.publicCidr : zone.privateCidr,
        mapPublicIpOnLaunch: false,
        tags: this.named(prefix),
      },
      child,
    );
    const table = new ec2.RouteTable(
      `${prefix}-routes`,
      { vpcId: subnet.vpcId, tags: this.named(prefix) },
      child,
    );
    const route = new ec2.Route(
      `${prefix}-way-out`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...wayOut },
      child,
    );
    const association = new ec2.RouteTableAssociation(
      `${prefix}-association`,
      { routeTableId: table.id, subnetId: subnet.id },
      child,
    );
    return { subnet, table, usableSubnetId: availableAfter(subnet.id, route, association) };
  }

  /** The addresses are ours in both modes: those that a regional gateway takes by itself change as it grows. */
  private nat(
    name: string,
    spec: NetworkSpec,
    vpc: ec2.Vpc,
    internet: ec2.InternetGateway,
    publicSubnets: readonly ec2.Subnet[],
  ): { readonly gateway: ec2.NatGateway; readonly addresses: readonly ec2.Eip[] } {
    const [firstZone] = spec.zones;
    const [firstSubnet] = publicSubnets;
    if (firstZone === undefined || firstSubnet === undefined) {
      throw new pulumi.ResourceError(`network ${spec.cidr} needs at least one zone`, this, true);
    }
    const address = (zone: ZoneSpec): ec2.Eip =>
      new ec2.Eip(
        `${name}-nat-${zone.name}`,
        { domain: "vpc", tags: this.named(`${name}-nat-${zone.name}`) },
        { parent: this },
      );
    const gateway = (args: ec2.NatGatewayArgs): ec2.NatGateway =>
      new ec2.NatGateway(
        `${name}-nat`,
        { ...args, availabilityMode: spec.nat, tags: this.named(`${name}-nat`) },
        { parent: this, dependsOn: [internet] },
      );

    switch (spec.nat) {
      case "zonal": {
        const only = address(firstZone);
        return {
          gateway: gateway({ subnetId: firstSubnet.id, allocationId: only.allocationId }),
          addresses: [only],
        };
      }
      case "regional": {
        const perZone = spec.zones.map((zone) => ({ zone, eip: address(zone) }));
        return {
          gateway: gateway({
            vpcId: vpc.id,
            availabilityZoneAddresses: perZone.map(({ zone, eip }) => ({
              availabilityZone: zone.name,
              allocationIds: [eip.allocationId],
            })),
          }),
          addresses: perZone.map(({ eip }) => eip),
        };
      }
    }
  }

  private named(value: string): Tags & { readonly Name: string } {
    return { ...this.tags, Name: value };
  }
}
