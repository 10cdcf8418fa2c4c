import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../../blueprint/container-service";
import type { CellName } from "../../blueprint/tier";
import { type CellService, guardSwitch } from "./live-switch";

/** A cell as DNS sees it. */
export interface CellTarget {
  readonly name: CellName;
  readonly role: CellSpec["role"];
  /** DNS name of its load balancer. */
  readonly dnsName: pulumi.Input<string>;
  /** What runs in it: all of it has to be steady before the cell becomes live. */
  readonly services: readonly CellService[];
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
  /** Whether a load balancer takes the services' traffic first. */
  readonly behindLoadBalancer: boolean;
  /** What gives the cells their tasks that traffic may be led to. */
  readonly ready: readonly pulumi.Resource[];
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
 * The cells' own names are DNS-only. They are origins: pools must resolve to them directly, and the load balancers behind them
 * answer Cloudflare alone, for the services' names.
 */
export class BlueGreenDns extends pulumi.ComponentResource {
  /** Name of the live record: the origin of everything that serves visitors. */
  public readonly liveHost: pulumi.Output<string>;
  public readonly liveRecord: DnsRecord;
  /** Each cell's own name. */
  public readonly cellHosts: Readonly<Partial<Record<CellName, pulumi.Output<string>>>>;
  private readonly name: string;
  private readonly args: BlueGreenDnsArgs;

  public constructor(name: string, args: BlueGreenDnsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:BlueGreenDns", name, {}, opts);
    const live = this.liveCell(args);

    const origins = args.cells.map((cell) => this.declareOrigin(name, args, cell));
    this.liveRecord = this.declareLiveRecord(name, args, live, [
      ...origins.map(({ record }) => record),
      ...args.ready,
    ]);

    this.name = name;
    this.args = args;
    this.liveHost = this.liveRecord.name;
    this.cellHosts = Object.fromEntries(
      origins.map(({ cell, record }) => [cell.name, record.name]),
    );
    this.registerOutputs({ liveHost: this.liveHost, cellHosts: this.cellHosts });
  }

  /** Leads the services' names to what takes their traffic first: the live record, or a load balancer before it. */
  public serve(entrance: pulumi.Output<string>): void {
    const { zoneId, environment, serviceHosts, ready } = this.args;
    for (const serviceHost of serviceHosts) {
      new DnsRecord(
        `${this.name}-service-${serviceHost}`,
        {
          zoneId,
          name: serviceHost,
          type: "CNAME",
          content: entrance,
          proxied: true,
          ttl: 1,
          comment: `${environment}: service`,
        },
        // A service that goes loses its name first.
        { parent: this, dependsOn: [...ready] },
      );
    }
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
    { host, zoneId, environment, cells, behindLoadBalancer }: BlueGreenDnsArgs,
    live: CellTarget,
    after: readonly pulumi.Resource[],
  ): DnsRecord {
    // Resolvers of a DNS-only name keep it for its TTL; 60 seconds is the shortest that every plan allows.
    const proxied = !behindLoadBalancer;
    const movable = exchangeable(cells).length > 1;
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
      {
        parent: this,
        dependsOn: [...after],
        ...(movable && {
          hooks: { beforeUpdate: [guardSwitch(name, { environment, cells }, this)] },
        }),
      },
    );
  }
}

/** The cells of the home region, any of which may be live. */
function exchangeable(cells: readonly CellTarget[]): readonly CellTarget[] {
  return cells.filter(({ role }) => role !== "recovery");
}

function cellHost({ name }: CellTarget, host: string): string {
  return `${name}.${host}`;
}
