import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { Cell } from "../cell/cell";
import { BlueGreenDns } from "./blue-green-dns";
import { HostCertificate } from "./host-certificate";
import { servicesIn } from "./live-switch";
import { RegionFailover } from "./region-failover";
import { ZoneSettings } from "./zone-settings";

export interface EntranceArgs {
  readonly spec: EnvironmentSpec;
  readonly cells: readonly Cell[];
  /** What gives the cells their tasks that traffic may be led to. */
  readonly ready: readonly pulumi.Resource[];
}

/** How visitors reach an environment: its zone, its certificate, its live cell and, with a second region, failover. */
export class Entrance extends pulumi.ComponentResource {
  /** Name of the record that names the live cell; `undefined` where no container runs. */
  public readonly liveHost: pulumi.Output<string> | undefined;
  /** What has led traffic to the live cell. */
  public readonly moved: readonly pulumi.Resource[];

  public constructor(name: string, args: EntranceArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:environment:Entrance", name, {}, opts);
    const child = { parent: this };
    const { identity, cloudflare, containerServices } = args.spec;
    const { host } = identity;
    const { zoneId } = cloudflare;

    this.declareZone(name, args.spec);

    this.moved = [];
    const [service] = containerServices;
    if (service !== undefined) {
      const recovers = args.cells.some(({ role }) => role === "recovery");
      const dns = new BlueGreenDns(
        `${name}-dns`,
        {
          host,
          zoneId,
          cells: args.cells.map((cell) => ({
            name: cell.name,
            role: cell.role,
            dnsName: cell.dnsName,
            services: servicesIn(cell.name, args.spec),
          })),
          serviceHosts: containerServices.map((each) => each.host),
          behindLoadBalancer: recovers,
          ready: args.ready,
          environment: identity.stack,
        },
        child,
      );
      this.liveHost = dns.liveHost;
      this.moved = [dns.liveRecord];
      let entrance = dns.liveHost;
      const recoveryOrigin = dns.cellHosts.recovery;
      if (recoveryOrigin !== undefined) {
        const failover = new RegionFailover(
          `${name}-failover`,
          {
            host,
            loadBalancerHost: `services.${host}`,
            zoneId,
            zone: cloudflare.zone,
            accountId: cloudflare.accountId,
            primaryOrigin: dns.liveHost,
            recoveryOrigin,
            healthCheckHost: service.host,
            healthCheckPath: service.healthCheckPath,
            notificationEmails: args.spec.alerts.emails,
          },
          child,
        );
        entrance = failover.host;
      }
      dns.serve(entrance);
    }

    this.registerOutputs({ liveHost: this.liveHost });
  }

  /** What the zone as a whole has, where it is the environment's own, and what its host needs below the apex. */
  private declareZone(name: string, { identity, cloudflare, zone }: EnvironmentSpec): void {
    const { host } = identity;
    const { zoneId } = cloudflare;
    const child = { parent: this };
    if (zone !== undefined) {
      const { rateLimit } = zone;
      new ZoneSettings(`${name}-zone`, { zoneId, host, rateLimit }, child);
    }
    if (host !== cloudflare.zone) {
      new HostCertificate(`${name}-certificate`, { host, zone: cloudflare.zone, zoneId }, child);
    }
  }
}
