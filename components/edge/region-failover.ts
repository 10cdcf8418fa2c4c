import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import * as pulumi from "@pulumi/pulumi";
import { regionMonitor } from "../../blueprint/health-intervals";
import { physicalName } from "../../blueprint/names";
import { withRunbook } from "../observe/runbook";

/** Failover from one region to the other within five minutes (BAK-12). */
export interface RegionFailoverArgs {
  /** The environment's host name, from which the pools get their names. */
  readonly host: string;
  /** Name of the load balancer, which the services' records point at. */
  readonly loadBalancerHost: string;
  readonly zoneId: string;
  /** The zone's apex. */
  readonly zone: string;
  readonly accountId: string;
  /** Name of the live record: DNS-only, for an origin must not be proxied itself. */
  readonly primaryOrigin: pulumi.Input<string>;
  /** Name of the recovery cell, DNS-only too. */
  readonly recoveryOrigin: pulumi.Input<string>;
  /** Host name of the service that probes ask for: the cells' load balancers route by host. */
  readonly healthCheckHost: string;
  /** Path of that service that answers 200 when the region can take traffic. */
  readonly healthCheckPath: string;
  /** Addresses that hear of a pool that fails or comes back. */
  readonly notificationEmails: readonly string[];
}

/** One pool of each region. */
interface Pools {
  readonly primary: LoadBalancerPool;
  readonly recovery: LoadBalancerPool;
}

/**
 * A load balancer at Cloudflare's edge over two pools in fixed order: the live cell, then the recovery cell. Its
 * origins get the visitor's own Host header, which the cells route by, so no origin overrides it.
 *
 * The recovery cell runs no task until the runbook promotes its data and scales it, and so is unhealthy until then:
 * traffic can't reach a region that is not ready. With both pools down the primary, which owns the data, is asked.
 */
export class RegionFailover extends pulumi.ComponentResource {
  /** The load balancer's host name. */
  public readonly host: pulumi.Output<string>;

  public constructor(
    name: string,
    args: RegionFailoverArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:cloudflare:RegionFailover", name, {}, opts);

    const monitor = this.declareMonitor(name, args);
    const pools: Pools = {
      primary: this.declarePool(name, args, monitor, "primary"),
      recovery: this.declarePool(name, args, monitor, "recovery"),
    };
    const loadBalancer = this.declareLoadBalancer(name, args, pools);
    this.notify(name, args, pools);

    this.host = loadBalancer.name;
    this.registerOutputs({ host: this.host });
  }

  /** Down after two failed rounds: 60 s + 60 s and at most three tries of 5 s each, well within five minutes. */
  private declareMonitor(name: string, args: RegionFailoverArgs): LoadBalancerMonitor {
    return new LoadBalancerMonitor(
      `${name}-monitor`,
      {
        accountId: args.accountId,
        description: `${args.host}: a region can take traffic`,
        type: "https",
        method: "GET",
        path: args.healthCheckPath,
        port: 443,
        header: { Host: [args.healthCheckHost] },
        // As the zone, and so with its certificate: the cells' load balancers answer nobody else.
        probeZone: args.zone,
        expectedCodes: "200",
        ...regionMonitor,
        followRedirects: false,
        allowInsecure: false,
      },
      { parent: this },
    );
  }

  private declarePool(
    name: string,
    args: RegionFailoverArgs,
    monitor: LoadBalancerMonitor,
    role: keyof Pools,
  ): LoadBalancerPool {
    const { accountId, host } = args;
    return new LoadBalancerPool(
      `${name}-${role}`,
      {
        accountId,
        name: physicalName("originPool", host.replaceAll(".", "-"), role),
        description: `${host}: ${role} region`,
        monitor: monitor.id,
        origins: [{ name: role, address: args[`${role}Origin`], enabled: true, weight: 1 }],
        minimumOrigins: 1,
        // Three data centres of one region decide; probing from all of them takes an Enterprise plan.
        checkRegions: ["WEU"],
      },
      { parent: this },
    );
  }

  private declareLoadBalancer(
    name: string,
    { host, zoneId, loadBalancerHost }: RegionFailoverArgs,
    { primary, recovery }: Pools,
  ): LoadBalancer {
    return new LoadBalancer(
      `${name}-load-balancer`,
      {
        zoneId,
        name: loadBalancerHost,
        description: `${host}: live cell first, then the recovery region`,
        defaultPools: [primary.id, recovery.id],
        fallbackPool: primary.id,
        steeringPolicy: "off",
        // A request that an origin refuses (521 to 523) goes to the next pool before the monitor has noticed.
        adaptiveRouting: { failoverAcrossPools: true },
        sessionAffinity: "none",
        proxied: true,
        enabled: true,
      },
      { parent: this },
    );
  }

  /** The pool's own notificationEmail is superseded by notification policies. */
  private notify(
    name: string,
    { host, accountId, notificationEmails }: RegionFailoverArgs,
    { primary, recovery }: Pools,
  ): void {
    new NotificationPolicy(
      `${name}-notification`,
      {
        accountId,
        name: `${host}: region failover`,
        description: withRunbook("A pool failed or came back.", "failover"),
        alertType: "load_balancing_health_alert",
        enabled: true,
        filters: {
          poolIds: [primary.id, recovery.id],
          newHealths: ["Healthy", "Unhealthy"],
          eventSources: ["pool"],
        },
        mechanisms: { emails: notificationEmails.map((id) => ({ id })) },
      },
      { parent: this },
    );
  }
}
