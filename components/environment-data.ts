import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import { BackupPlan } from "./data/backup-plan";
import { Database } from "./data/database";
import { DatabaseBackups } from "./data/database-backups";
import { ObjectStore } from "./data/object-store";
import type { Regions } from "./environment-regions";
import type { Network } from "./network/network";
import type { RegionBase } from "./region-base";
import { SecretStore } from "./secrets/secret-store";

/** What the cells and the edge of an environment use together. */
export interface EnvironmentData {
  readonly secrets: SecretStore;
  readonly database: Database | undefined;
  /** By the store's name. */
  readonly stores: Readonly<Record<string, ObjectStore>>;
}

/** What an environment keeps, and what keeps that safe. */
export function declareData(
  name: string,
  spec: EnvironmentSpec,
  regions: Regions,
  githubEnvironment: pulumi.Input<string>,
  parent: pulumi.Resource,
): EnvironmentData {
  const child = { parent };
  const { context } = regions.home;
  const replica = replicaOf(regions);

  const secrets = new SecretStore(
    `${name}-secrets`,
    {
      secrets: spec.secrets,
      recoveryDays: spec.secretRecoveryDays,
      ...replica,
      context,
      cloudflare: { secretsStoreId: spec.cloudflare.secretsStoreId },
      github: { repository: spec.github.repository, environment: githubEnvironment },
    },
    child,
  );

  const database = declareDatabase(name, spec, regions, parent);
  const backups = new BackupPlan(
    `${name}-backups`,
    { spec: spec.backup, context, copyKeyArn: replica.replicaKeyArn },
    child,
  );
  const stores = Object.fromEntries(
    spec.objectStores.map((store) => [
      store.name,
      new ObjectStore(
        `${name}-${store.name}`,
        {
          spec: store,
          context,
          cloudflareAccountId: spec.cloudflare.accountId,
          replicaContext: regions.recovery?.context,
          backedUpBy: backups.selection,
        },
        child,
      ),
    ]),
  );

  declareDatabaseBackups(name, spec, regions, { database, stores }, parent);
  return { secrets, database, stores };
}

function declareDatabaseBackups(
  name: string,
  { database: spec }: EnvironmentSpec,
  { home }: Regions,
  { database, stores }: Pick<EnvironmentData, "database" | "stores">,
  parent: pulumi.Resource,
): void {
  if (spec?.kind !== "durable" || spec.backups === undefined || database === undefined) return;
  const bucket = stores[spec.backups.store];
  if (bucket === undefined) return;
  new DatabaseBackups(
    `${name}-${spec.name}-backups`,
    {
      spec: spec.backups,
      context: home.context,
      network: networkOf(home, parent),
      bucketArn: bucket.bucketArn,
      bucketName: bucket.bucketName,
      connectionSecretArn: database.readOnlySecretArn,
    },
    { parent },
  );
}

function declareDatabase(
  name: string,
  { database, cloudflare, secretRecoveryDays }: EnvironmentSpec,
  regions: Regions,
  parent: pulumi.Resource,
): Database | undefined {
  if (database === undefined) return undefined;
  const { home, recovery } = regions;
  const natAddresses = pulumi
    .all([home, recovery].map((region) => region?.network?.natAddresses ?? []))
    .apply((addresses) => addresses.flat());
  return new Database(
    `${name}-${database.name}`,
    {
      spec: database,
      context: home.context,
      cloudflareAccountId: cloudflare.accountId,
      natAddresses,
      network: networkOf(home, parent),
      secretRecoveryDays,
      ...replicaOf(regions),
    },
    { parent },
  );
}

/** Where copies go, and the key that encrypts them there. */
function replicaOf({ recovery }: Regions) {
  return {
    replicaRegion: recovery?.context.region,
    replicaKeyArn: recovery?.context.encryptionKeyArn,
  };
}

/** The database's roles are made from inside the network that the database admits. */
function networkOf({ network }: RegionBase, parent: pulumi.Resource): Network {
  if (network !== undefined) return network;
  throw new pulumi.ResourceError(
    "the database needs a network in its region: set platform:network.cidr",
    parent,
    true,
  );
}
