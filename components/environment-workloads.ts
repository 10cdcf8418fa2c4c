import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../blueprint/container-service";
import type { EnvironmentSpec } from "../blueprint/environment";
import { listenerSlots } from "../blueprint/listener-slots";
import type { Context } from "./base/context";
import { CallerAuthority } from "./cell/caller-authority";
import { type Callers, Cell } from "./cell/cell";
import { OriginPulls } from "./cell/origin-pulls";
import type { ObjectStore } from "./data/object-store";
import { EdgeWorker } from "./edge/edge-worker";
import { Login, type WorkloadLogin } from "./edge/login";
import { StaticSite } from "./edge/static-site";
import type { EnvironmentData } from "./environment-data";
import type { Regions } from "./environment-regions";
import { ContainerService, type ContainerServiceArgs } from "./service/container-service";
import { asksForApproval } from "./service/service-rollout";

/** A cell with the container services in it. */
export interface FilledCell {
  readonly cell: Cell;
  readonly services: readonly ContainerService[];
}

/** What stands before each container service that asks for a login, by its name. */
export type Logins = Readonly<Record<string, WorkloadLogin>>;

/** The environment's login, where a workload asks for one. */
export function declareLogin(
  name: string,
  { login, identity, cloudflare }: EnvironmentSpec,
  parent: pulumi.Resource,
): Login | undefined {
  if (login === undefined) return undefined;
  const { accountId } = cloudflare;
  return new Login(`${name}-login`, { spec: login, identity, accountId }, { parent });
}

/** Puts it before the container services, whose names lead to them only afterwards. */
export function loginsOf(
  { containerServices }: EnvironmentSpec,
  environmentLogin: Login | undefined,
): Logins {
  return Object.fromEntries(
    containerServices.flatMap(({ name, login }) =>
      login === undefined || environmentLogin === undefined
        ? []
        : [[name, environmentLogin.before(name, login)]],
    ),
  );
}

/** Every cell and what is in it, not yet scaled. */
export function declareCells(
  name: string,
  spec: EnvironmentSpec,
  { home, recovery }: Regions,
  { data, logins }: { readonly data: EnvironmentData; readonly logins: Logins },
  parent: pulumi.Resource,
): FilledCell[] {
  const { containerServices, identity } = spec;
  const slots = listenerSlots(containerServices.map((service) => service.name));
  const callers = declareCallers(name, spec, parent);
  // Not the live one: the challenges must not move when traffic does.
  const proving = spec.cells.find((cell) => cell.name === "blue") ?? spec.cells[0];
  return spec.cells.map((cellSpec) => {
    const region = cellSpec.role === "recovery" ? recovery : home;
    if (region?.network === undefined) {
      throw new pulumi.ResourceError(
        `the ${cellSpec.name} cell needs a network in its region: set platform:network.recoveryCidr`,
        parent,
        true,
      );
    }
    const { context } = region;
    const cell = new Cell(
      `${name}-${cellSpec.name}`,
      {
        spec: cellSpec,
        context,
        network: region.network,
        cellHost: `${cellSpec.name}.${identity.host}`,
        serviceHosts: spec.serviceHosts,
        provesServiceHosts: cellSpec === proving,
        cloudflareZoneId: spec.cloudflare.zoneId,
        callers,
        secretRecoveryDays: spec.secretRecoveryDays,
        asksForApproval: containerServices.some((service) => asksForApproval(service, cellSpec)),
      },
      { parent: region },
    );
    const local = dataIn(context, spec.aws.region, data);
    const services = containerServices.map(
      (service) =>
        new ContainerService(
          `${name}-${cellSpec.name}-${service.name}`,
          {
            spec: cell.role === "recovery" ? { ...service, image: service.recoveryImage } : service,
            cell,
            context,
            ...local,
            logins,
            priority: slots.get(service.name) ?? 0,
            slo: spec.alerts,
          },
          { parent: cell },
        ),
    );
    return { cell, services };
  });
}

/** Whom the cells' load balancers let in: the environment's own edge, and the hooks that the same authority vouches for. */
function declareCallers(
  name: string,
  { identity, cloudflare, zone, serviceHosts, alerts, protectData }: EnvironmentSpec,
  parent: pulumi.Resource,
): Callers {
  const authority = new CallerAuthority(`${name}-callers`, { identity, protectData }, { parent });
  const { trustedPem } = new OriginPulls(
    `${name}-origin-pulls`,
    {
      authority,
      accountId: cloudflare.accountId,
      zoneId: cloudflare.zoneId,
      ownsZone: zone !== undefined,
      serviceHosts,
      host: identity.host,
      notificationEmails: alerts.emails,
    },
    { parent },
  );
  return { authority, trustedPem };
}

/** Gives the services of cells with one of these roles their tasks, after what has to be done first. */
export function scaleCells(
  cells: readonly FilledCell[],
  roles: readonly CellSpec["role"][],
  after: readonly pulumi.Resource[] = [],
): pulumi.Resource[] {
  return cells
    .filter(({ cell }) => roles.includes(cell.role))
    .flatMap(({ services }) => services.map((service) => service.scale(after)));
}

/** The Workers and sites at the edge, which has no cells. */
export function declareEdge(
  name: string,
  spec: EnvironmentSpec,
  context: Context,
  { data, login }: { readonly data: EnvironmentData; readonly login: Login | undefined },
  parent: pulumi.Resource,
): void {
  const { accountId, zoneId } = spec.cloudflare;
  const { identity } = spec;
  const siteDomains = spec.staticSites.flatMap(
    (site) =>
      new StaticSite(
        `${name}-${site.name}`,
        { spec: site, identity, accountId, zoneId, login },
        { parent },
      ).domains,
  );
  const workers = spec.edgeWorkers.map(
    (worker) =>
      new EdgeWorker(
        `${name}-${worker.name}`,
        {
          spec: worker,
          context,
          accountId,
          zoneId,
          secrets: data.secrets.workerSecrets,
          hyperdriveId: data.database?.hyperdriveId,
          objectStores: data.stores,
          logging: spec.logging,
          siteDomains,
          login,
        },
        { parent },
      ),
  );
  for (const host of hostsOfRoutesAlone(spec)) {
    new DnsRecord(
      `${name}-workers-record-${host}`,
      {
        zoneId,
        name: host,
        type: "AAAA",
        // Cloudflare asks a Worker only for names that have a record; this address discards what reaches it (RFC 6666).
        content: "100::",
        proxied: true,
        ttl: 1,
        comment: `${identity.stack}: Workers`,
      },
      { parent, dependsOn: workers },
    );
  }
}

/** Hosts that Workers' routes name and that nothing else gives a record. */
function hostsOfRoutesAlone({
  edgeWorkers,
  staticSites,
  serviceHosts,
}: EnvironmentSpec): readonly string[] {
  const routed = edgeWorkers.flatMap(({ routes }) =>
    routes.map((route) => route.split("/")[0] ?? ""),
  );
  const recorded = [
    ...staticSites.flatMap(({ hosts }) => hosts),
    ...serviceHosts,
    ...edgeWorkers.map(({ customDomain }) => customDomain),
  ];
  return [...new Set(routed)].filter((host) => !recorded.includes(host));
}

type LocalData = Pick<ContainerServiceArgs, "secretArns" | "databaseUrlSecretArn" | "objectStores">;

/** An environment's data as a region has it: its own, or the recovery region's replicas. */
function dataIn({ region }: Context, home: string, data: EnvironmentData): LocalData {
  const { secretArns } = data.secrets;
  const databaseUrlSecretArn = data.database?.connectionSecretArn;
  if (region === home) return { secretArns, databaseUrlSecretArn, objectStores: data.stores };

  // A replica of a secret has its source's ARN, but for the region.
  const here = (arn: pulumi.Output<string>) =>
    arn.apply((text) => text.replace(`:${home}:`, `:${region}:`));
  return {
    secretArns: mapValues(secretArns, here),
    databaseUrlSecretArn:
      databaseUrlSecretArn === undefined ? undefined : here(databaseUrlSecretArn),
    objectStores: mapValues(data.stores, replicaOf),
  };
}

function replicaOf(store: ObjectStore): Pick<ObjectStore, "bucketArn" | "bucketName"> {
  const bucketArn = store.replicaBucketArn ?? store.bucketArn;
  return { bucketArn, bucketName: bucketArn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1)) };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
