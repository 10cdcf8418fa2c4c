import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../blueprint/container-service";
import type { EnvironmentSpec } from "../blueprint/environment";
import { listenerSlots } from "../blueprint/listener-slots";
import type { Context } from "./base/context";
import { Cell } from "./cell/cell";
import type { ObjectStore } from "./data/object-store";
import { EdgeWorker } from "./edge/edge-worker";
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

/** Every cell and what is in it, not yet scaled. */
export function declareCells(
  name: string,
  spec: EnvironmentSpec,
  { home, recovery }: Regions,
  data: EnvironmentData,
  parent: pulumi.Resource,
): FilledCell[] {
  const { containerServices, identity } = spec;
  const slots = listenerSlots(containerServices.map((service) => service.name));
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
        serviceHosts: containerServices.map(({ host }) => host),
        provesServiceHosts: cellSpec === proving,
        cloudflareZoneId: spec.cloudflare.zoneId,
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
            priority: slots.get(service.name) ?? 0,
            slo: spec.alerts,
          },
          { parent: cell },
        ),
    );
    return { cell, services };
  });
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
  data: EnvironmentData,
  parent: pulumi.Resource,
): void {
  const { accountId, zoneId } = spec.cloudflare;
  const { identity } = spec;
  const siteDomains = spec.staticSites.flatMap(
    (site) =>
      new StaticSite(
        `${name}-${site.name}`,
        { spec: site, identity, accountId, zoneId },
        { parent },
      ).domains,
  );
  for (const worker of spec.edgeWorkers) {
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
      },
      { parent },
    );
  }
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
