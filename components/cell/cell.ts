import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { CapacitySpec, CellSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";
import type { Context } from "../base/context";
import type { CallerAuthority } from "./caller-authority";
import { CellAccessLogs } from "./cell-access-logs";
import { CellCertificate } from "./cell-certificate";
import { declareApprovalAlert } from "./cell-approval";
import { DeploymentHook } from "./cell-deployment-hook";
import { CellLoadBalancer } from "./cell-load-balancer";
import type { CellNetwork } from "./cell-network";
import { CellRoles } from "./cell-roles";
import { CellTrustStore } from "./cell-trust-store";

/** Whom an environment's load balancers let in. */
export interface Callers {
  readonly authority: CallerAuthority;
  /** The authority's certificate, known once the edge presents one of it. */
  readonly trustedPem: pulumi.Input<string>;
}

/** One of the exchangeable compute sides of an environment (REL-13). */
export interface CellArgs {
  readonly spec: CellSpec;
  /** Of the region the cell lives in. */
  readonly context: Context;
  readonly network: CellNetwork;
  /** The cell's own name, for example `blue.staging.monepiceriz.ci`. */
  readonly cellHost: string;
  /** Names of the services behind it. */
  readonly serviceHosts: readonly string[];
  /** Whether its certificate proves those names for every cell of the environment. */
  readonly provesServiceHosts: boolean;
  readonly cloudflareZoneId: string;
  /** Who may call its load balancer. */
  readonly callers: Callers;
  /** Days a deleted secret can be taken back, or 0. */
  readonly secretRecoveryDays: number;
  /** Whether a deployment in it waits for a person. */
  readonly asksForApproval: boolean;
}

/** A load balancer, a cluster and the roles by which ECS runs and replaces services in it. */
export class Cell extends pulumi.ComponentResource {
  public readonly name: CellName;
  public readonly role: CellSpec["role"];
  public readonly capacity: readonly CapacitySpec[];
  public readonly clusterArn: pulumi.Output<string>;
  public readonly clusterName: pulumi.Output<string>;
  public readonly listenerArn: pulumi.Output<string>;
  public readonly loadBalancerArn: pulumi.Output<string>;
  /** What CloudWatch calls the load balancer. */
  public readonly loadBalancerArnSuffix: pulumi.Output<string>;
  public readonly loadBalancerSecurityGroupId: pulumi.Output<string>;
  /** The load balancer's name in DNS, which the cell's host name points to. */
  public readonly dnsName: pulumi.Output<string>;
  public readonly vpcId: pulumi.Output<string>;
  public readonly privateSubnetIds: readonly pulumi.Input<string>[];
  public readonly executionRoleArn: pulumi.Output<string>;
  public readonly infrastructureRoleArn: pulumi.Output<string>;
  public readonly hookRoleArn: pulumi.Output<string>;
  public readonly hookFunctionArn: pulumi.Output<string>;

  public constructor(name: string, args: CellArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:Cell", name, {}, opts);
    const child = { parent: this };
    const { spec, context, network } = args;
    const cell = spec.name;

    const loadBalancer = this.declareEntrance(name, args);
    const { cluster, capacity } = this.declareCluster(name, spec, context);
    const roles = new CellRoles(name, { cell, context }, child);
    const hook = this.declareHook(name, args, loadBalancer);

    this.name = cell;
    this.role = spec.role;
    this.capacity = spec.capacity;
    // ECS refuses a service on a capacity provider that its cluster does not have yet.
    this.clusterArn = availableAfter(
      cluster.arn,
      capacity,
      ...(args.asksForApproval
        ? [declareApprovalAlert(name, { cell, context, clusterArn: cluster.arn }, child)]
        : []),
    );
    this.clusterName = cluster.name;
    this.listenerArn = loadBalancer.listenerArn;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerSecurityGroupId = loadBalancer.securityGroupId;
    this.dnsName = loadBalancer.dnsName;
    this.vpcId = pulumi.output(network.vpcId);
    this.privateSubnetIds = network.privateSubnetIds;
    this.executionRoleArn = roles.executionRoleArn;
    this.infrastructureRoleArn = roles.infrastructureRoleArn;
    this.hookRoleArn = hook.callerRoleArn;
    this.hookFunctionArn = hook.functionArn;
    this.registerOutputs({
      name: this.name,
      role: this.role,
      capacity: this.capacity,
      clusterArn: this.clusterArn,
      clusterName: this.clusterName,
      listenerArn: this.listenerArn,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      loadBalancerSecurityGroupId: this.loadBalancerSecurityGroupId,
      dnsName: this.dnsName,
      vpcId: this.vpcId,
      privateSubnetIds: this.privateSubnetIds,
      executionRoleArn: this.executionRoleArn,
      infrastructureRoleArn: this.infrastructureRoleArn,
      hookRoleArn: this.hookRoleArn,
      hookFunctionArn: this.hookFunctionArn,
    });
  }

  /** The load balancer, with the certificate that it answers with and the bucket that it logs to. */
  private declareEntrance(name: string, args: CellArgs): CellLoadBalancer {
    const child = { parent: this };
    const { context, network } = args;
    const cell = args.spec.name;
    const certificate = new CellCertificate(
      name,
      {
        cellHost: args.cellHost,
        serviceHosts: args.serviceHosts,
        provesServiceHosts: args.provesServiceHosts,
        cloudflareZoneId: args.cloudflareZoneId,
        tags: context.identity.tags,
      },
      child,
    );
    const { bucketName } = new CellAccessLogs(`${name}-access-logs`, { cell, context }, child);
    const { trustedPem } = args.callers;
    const trustStore = new CellTrustStore(
      `${name}-callers`,
      { cell, context, bucketName, trustedPem },
      child,
    );
    return new CellLoadBalancer(
      name,
      {
        cell,
        context,
        network,
        certificateArn: certificate.arn,
        trustStoreArn: trustStore.arn,
        accessLogsBucket: bucketName,
      },
      child,
    );
  }

  private declareHook(
    name: string,
    { spec, context, network, callers, secretRecoveryDays }: CellArgs,
    { dnsName }: CellLoadBalancer,
  ): DeploymentHook {
    return new DeploymentHook(
      `${name}-hook`,
      {
        cell: spec.name,
        context,
        network,
        loadBalancerDnsName: dnsName,
        authority: callers.authority,
        secretRecoveryDays,
      },
      { parent: this },
    );
  }

  private declareCluster(
    name: string,
    spec: CellSpec,
    { identity }: Context,
  ): { readonly cluster: ecs.Cluster; readonly capacity: ecs.ClusterCapacityProviders } {
    const child = { parent: this };
    const cluster = new ecs.Cluster(
      `${name}-cluster`,
      {
        name: physicalName("cluster", identity.product, identity.stack, spec.name),
        settings: [{ name: "containerInsights", value: spec.containerInsights }],
        tags: identity.tags,
      },
      child,
    );
    const capacity = new ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: spec.capacity.map(({ provider }) => provider),
        defaultCapacityProviderStrategies: spec.capacity.map(({ provider, weight, base }) => ({
          capacityProvider: provider,
          weight,
          base,
        })),
      },
      child,
    );
    return { cluster, capacity };
  }
}
