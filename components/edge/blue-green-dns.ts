import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { Healthcheck } from "@pulumi/cloudflare/healthcheck";
import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";

/** A cell as DNS sees it. */
export interface CellTarget {
  readonly name: CellName;
  readonly role: CellSpec["role"];
  /** DNS name of its load balancer. */
  readonly dnsName: pulumi.Input<string>;
  /** Path that answers 200 when the cell can take traffic. */
  readonly healthCheckPath: string;
}

/** The names by which traffic finds an environment's cells (REL-13). */
export interface BlueGreenDnsArgs {
  /** The environment's host name; cells and the live record get names below it. */
  readonly host: string;
  readonly zoneId: string;
  /** Exactly one of them is live. */
  readonly cells: readonly CellTarget[];
  /** Host names of the services behind the cells. */
  readonly serviceHosts: readonly string[];
  /** Host of the load balancer that takes the services' traffic first; `undefined` where there is none. */
  readonly loadBalancerHost: string | undefined;
  /** Whether services stop after hours; the one cell they have then answers no health check. */
  readonly sleeps: boolean;
  /** The stack's name, for names and comments. */
  readonly environment: string;
}

/** A cell and the record of its own name. */
interface Origin {
  readonly cell: CellTarget;
  readonly record: DnsRecord;
}

/**
 * Services point at one live record, and the live record names one cell: switching cells is one changed `content`.
 *
 * The cells' own names are DNS-only. They are origins: the load balancers behind them accept Cloudflare's addresses
 * alone, health checks and pools must resolve to them directly, and as names of two levels they have no Universal SSL.
 */
export class BlueGreenDns extends pulumi.ComponentResource {
  /** Name of the live record: the origin of everything that serves visitors. */
  public readonly liveHost: pulumi.Output<string>;
  /** Each cell's own name. */
  public readonly cellHosts: Readonly<Partial<Record<CellName, pulumi.Output<string>>>>;

  public constructor(name: string, args: BlueGreenDnsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:BlueGreenDns", name, {}, opts);
    const live = this.liveCell(args);

    const origins = args.cells.map((cell) => this.declareOrigin(name, args, cell));
    const liveRecord = this.declareLiveRecord(name, args, live, origins);
    this.declareServices(name, args, liveRecord);
    this.checkHealth(name, args, origins);

    this.liveHost = liveRecord.name;
    this.cellHosts = Object.fromEntries(
      origins.map(({ cell, record }) => [cell.name, record.name]),
    );
    this.registerOutputs({ liveHost: this.liveHost, cellHosts: this.cellHosts });
  }

  private liveCell({ cells, environment }: BlueGreenDnsArgs): CellTarget {
    const liveCells = cells.filter(({ role }) => role === "live");
    const [live] = liveCells;
    if (live === undefined || liveCells.length > 1) {
      const found = liveCells.map((cell) => cell.name).join(" and ") || "none";
      throw new pulumi.ResourceError(
        `${environment} needs exactly one live cell, not ${found}: set "live" to blue or green`,
        this,
        true,
      );
    }
    return live;
  }

  private declareOrigin(
    name: string,
    { host, zoneId, environment }: BlueGreenDnsArgs,
    cell: CellTarget,
  ): Origin {
    const record = new DnsRecord(
      `${name}-${cell.name}`,
      {
        zoneId,
        name: cellHost(cell, host),
        type: "CNAME",
        content: cell.dnsName,
        proxied: false,
        ttl: 1,
        comment: `${environment}: origin, the ${cell.name} cell`,
      },
      { parent: this },
    );
    return { cell, record };
  }

  private declareLiveRecord(
    name: string,
    { host, zoneId, environment, loadBalancerHost }: BlueGreenDnsArgs,
    live: CellTarget,
    origins: readonly Origin[],
  ): DnsRecord {
    // Resolvers of a DNS-only name keep it for its TTL; 60 seconds is the shortest that every plan allows.
    const proxied = loadBalancerHost === undefined;
    return new DnsRecord(
      `${name}-live`,
      {
        zoneId,
        name: `live.${host}`,
        type: "CNAME",
        // Plain text rather than the record's output: with it a switch would change dependencies too.
        content: cellHost(live, host),
        proxied,
        ttl: proxied ? 1 : 60,
        comment: `${environment}: the cell that takes traffic`,
      },
      { parent: this, dependsOn: origins.map(({ record }) => record) },
    );
  }

  private declareServices(
    name: string,
    { zoneId, environment, loadBalancerHost, serviceHosts }: BlueGreenDnsArgs,
    liveRecord: DnsRecord,
  ): void {
    for (const serviceHost of serviceHosts) {
      new DnsRecord(
        `${name}-service-${serviceHost}`,
        {
          zoneId,
          name: serviceHost,
          type: "CNAME",
          content: loadBalancerHost ?? liveRecord.name,
          proxied: true,
          ttl: 1,
          comment: `${environment}: service`,
        },
        { parent: this },
      );
    }
  }

  /** A cell is checked while it is idle, so that its health is known before the live record moves to it. */
  private checkHealth(
    name: string,
    { zoneId, environment, serviceHosts, sleeps }: BlueGreenDnsArgs,
    origins: readonly Origin[],
  ): void {
    const exchangeable = origins.filter(({ cell }) => cell.role !== "recovery");
    if (exchangeable.length === 1 && sleeps) return;
    for (const { cell, record } of exchangeable) {
      new Healthcheck(
        `${name}-${cell.name}-health`,
        {
          zoneId,
          name: physicalName("healthCheck", environment, cell.name),
          description: `${environment}: the ${cell.name} cell`,
          address: record.name,
          type: "HTTPS",
          httpConfig: {
            method: "GET",
            path: cell.healthCheckPath,
            port: 443,
            expectedCodes: ["200"],
            followRedirects: false,
            allowInsecure: false,
            ...hostHeader(serviceHosts),
          },
          // Pro allows no shorter interval.
          interval: 60,
          timeout: 5,
          retries: 2,
          consecutiveFails: 2,
          consecutiveSuccesses: 2,
          checkRegions: ["WEU"],
        },
        { parent: this },
      );
    }
  }
}

function cellHost({ name }: CellTarget, host: string): string {
  return `${name}.${host}`;
}

/** The cells' load balancers route by host, so a probe asks for a service rather than for the cell's own name. */
function hostHeader([service]: readonly string[]): { header?: { Host: string[] } } {
  return service === undefined ? {} : { header: { Host: [service] } };
}
