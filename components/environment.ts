import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../spec/environment";
import { listenerSlots } from "../spec/listener-slots";
import { physicalName } from "../spec/names";
import { BackupPlan } from "./backup-plan";
import { Budget } from "./budget";
import { Cell } from "./cell";
import { ContainerService } from "./container-service";
import { Database } from "./database";
import { DeployIdentity } from "./deploy-identity";
import { DeploymentGate } from "./deployment-gate";
import { EdgeWorker } from "./edge-worker";
import { EncryptionKey } from "./encryption-key";
import { EncryptionKeyReplica } from "./encryption-key-replica";
import { Entrance } from "./entrance";
import { ObjectStore } from "./object-store";
import { PermissionsBoundary, permissionsBoundaryArn } from "./permissions-boundary";
import { awsProvider, environmentProviders, stackProviders } from "./providers";
import { RegionBase, type RegionBaseArgs } from "./region-base";
import { SecretStore } from "./secret-store";
import { StaticSite } from "./static-site";

/** Services that encrypt with the environment's key on their own behalf. */
const keyUsers = ["backup", "budgets", "cloudwatch", "costalerts", "events"];

/** One environment of the product, from its key to its host names: the only place where components meet. */
export class Environment extends pulumi.ComponentResource {
  /** What people and pipelines read off the stack. */
  public readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;

  public constructor(
    private readonly name: string,
    private readonly spec: EnvironmentSpec,
  ) {
    super(
      "platform:environment:Environment",
      name,
      {},
      { providers: [...stackProviders(spec.aws, spec.github), ...environmentProviders()] },
    );

    const regions = this.regions();
    const shared: SharedParts = {
      secrets: this.secrets(regions),
      database: this.database(regions),
      stores: this.objectStores(regions),
    };
    this.backups(regions);
    const cells = this.cells(regions);
    this.containerServices(cells, shared);
    this.edgeWorkers(regions.home, shared);
    this.staticSites();
    const entrance = new Entrance(
      `${name}-entrance`,
      { spec, cells: cells.map(({ cell }) => cell) },
      { parent: this },
    );
    const identity = this.delivery(regions.home);

    this.outputs = {
      host: spec.identity.host,
      deployRoleArn: identity.roleArn,
      previewRoleArn: identity.previewRoleArn,
      ...(entrance.liveHost !== undefined && { liveHost: entrance.liveHost }),
      ...(shared.database !== undefined && {
        databaseProjectId: shared.database.projectId,
        databaseBranchId: shared.database.branchId,
      }),
    };
    this.registerOutputs(this.outputs);
  }

  /** Key, alerts and network of the home region and, where the environment has one, of the recovery region. */
  private regions(): Regions {
    const { name, spec } = this;
    const { identity, aws } = spec;
    const keyArgs = {
      alias: physicalName("keyAlias", identity.product, identity.stack, "data"),
      description: `What ${identity.product} keeps in ${identity.stack}`,
      accountId: aws.accountId,
      deletionDays: spec.keyDeletionDays,
      protect: spec.protectData,
      servicePrincipals: [
        ...keyUsers.map((service) => `${service}.amazonaws.com`),
        ...[aws.region, aws.recoveryRegion].flatMap((region) =>
          region === undefined ? [] : [`logs.${region}.amazonaws.com`],
        ),
      ],
      tags: identity.tags,
    };
    const multiRegion = aws.recoveryRegion !== undefined;
    const key = new EncryptionKey(`${name}-key`, { ...keyArgs, multiRegion }, { parent: this });
    const base = { spec, permissionsBoundaryArn: this.permissionsBoundary() };

    if (aws.recoveryRegion === undefined) {
      return { home: this.home({ ...base, encryptionKeyArn: key.arn, announces: [] }) };
    }
    const elsewhere = {
      parent: this,
      providers: [awsProvider("aws-recovery", aws.accountId, aws.recoveryRegion)],
    };
    const replica = new EncryptionKeyReplica(
      `${name}-recovery-key`,
      { ...keyArgs, primaryKeyArn: key.arn },
      elsewhere,
    );
    const recovery = new RegionBase(
      `${name}-recovery`,
      {
        ...base,
        region: aws.recoveryRegion,
        network: spec.recoveryNetwork,
        encryptionKeyArn: replica.arn,
        announces: undefined,
      },
      elsewhere,
    );
    const { criticalTopicArn, warningTopicArn } = recovery.context.alerts;
    const announces = [criticalTopicArn, warningTopicArn];
    return { home: this.home({ ...base, encryptionKeyArn: key.arn, announces }), recovery };
  }

  /** Roles of a pull request live within the boundary of the environment whose account they are in. */
  private permissionsBoundary(): pulumi.Input<string> {
    const { identity, aws, deployIdentity } = this.spec;
    const { accountStack, allowedRegions } = deployIdentity;
    if (accountStack !== identity.stack) {
      return permissionsBoundaryArn(
        { product: identity.product, stack: accountStack },
        aws.accountId,
      );
    }
    const boundary = new PermissionsBoundary(
      `${this.name}-boundary`,
      { identity, accountId: aws.accountId, allowedRegions, tags: identity.tags },
      { parent: this },
    );
    return boundary.arn;
  }

  private home(args: Omit<RegionBaseArgs, "region" | "network">): RegionBase {
    const { aws, network } = this.spec;
    return new RegionBase(
      `${this.name}-home`,
      { ...args, region: aws.region, network },
      { parent: this },
    );
  }

  private secrets({ home, recovery }: Regions): SecretStore {
    const { spec } = this;
    const gate = spec.gates.find(({ purpose }) => purpose === "deploy");
    return new SecretStore(
      `${this.name}-secrets`,
      {
        secrets: spec.secrets,
        recoveryDays: spec.secretRecoveryDays,
        replicaRegion: recovery?.context.region,
        replicaKeyArn: recovery?.context.encryptionKeyArn,
        context: home.context,
        cloudflare: { secretsStoreId: spec.cloudflare.secretsStoreId },
        github: {
          repository: spec.github.repository,
          environment: gate?.name ?? spec.deployIdentity.githubEnvironment,
        },
      },
      { parent: this },
    );
  }

  private database({ home, recovery }: Regions): Database | undefined {
    const { spec } = this;
    if (spec.database === undefined) return undefined;
    return new Database(
      `${this.name}-${spec.database.name}`,
      {
        spec: spec.database,
        context: home.context,
        cloudflareAccountId: spec.cloudflare.accountId,
        natAddresses: pulumi
          .all([home, recovery].map((region) => region?.network?.natAddresses ?? []))
          .apply((addresses) => addresses.flat()),
        secretRecoveryDays: spec.secretRecoveryDays,
        replicaRegion: recovery?.context.region,
        replicaKeyArn: recovery?.context.encryptionKeyArn,
      },
      { parent: this },
    );
  }

  private objectStores({ home, recovery }: Regions): Readonly<Record<string, ObjectStore>> {
    return Object.fromEntries(
      this.spec.objectStores.map((spec) => [
        spec.name,
        new ObjectStore(
          `${this.name}-${spec.name}`,
          {
            spec,
            context: home.context,
            cloudflareAccountId: this.spec.cloudflare.accountId,
            replicaKeyArn: recovery?.context.encryptionKeyArn,
          },
          { parent: this },
        ),
      ]),
    );
  }

  private backups({ home, recovery }: Regions): void {
    new BackupPlan(
      `${this.name}-backups`,
      {
        spec: this.spec.backup,
        context: home.context,
        copyKeyArn: recovery?.context.encryptionKeyArn,
      },
      { parent: this },
    );
  }

  private cells({ home, recovery }: Regions): PlacedCell[] {
    const { name, spec } = this;
    const serviceHosts = spec.containerServices.map(({ host }) => host);
    return spec.cells.map((cellSpec) => {
      const region = cellSpec.role === "recovery" ? recovery : home;
      if (region?.network === undefined) {
        throw new pulumi.ResourceError(
          `the ${cellSpec.name} cell needs a network in its region: set platform:network.recoveryCidr`,
          this,
          true,
        );
      }
      const opts = { parent: region };
      const cell = new Cell(
        `${name}-${cellSpec.name}`,
        {
          spec: cellSpec,
          context: region.context,
          network: region.network,
          cellHost: `${cellSpec.name}.${spec.identity.host}`,
          serviceHosts,
          cloudflareZoneId: spec.cloudflare.zoneId,
        },
        opts,
      );
      return { cell, region };
    });
  }

  private containerServices(cells: readonly PlacedCell[], shared: SharedParts): void {
    const { name, spec } = this;
    const home = spec.aws.region;
    const slots = listenerSlots(spec.containerServices.map((service) => service.name));
    for (const { cell, region } of cells) {
      const away = region.context.region !== home;
      // A replica of a secret has its source's ARN, but for the region.
      const here = (arn: pulumi.Output<string>) =>
        away ? arn.apply((text) => text.replace(`:${home}:`, `:${region.context.region}:`)) : arn;
      const secretArns = Object.fromEntries(
        Object.entries(shared.secrets.secretArns).map(([key, arn]) => [key, here(arn)]),
      );
      const objectStores = away ? replicasOf(shared.stores) : shared.stores;
      const databaseUrlSecretArn =
        shared.database === undefined ? undefined : here(shared.database.connectionSecretArn);
      for (const service of spec.containerServices) {
        new ContainerService(
          `${name}-${cell.name}-${service.name}`,
          {
            spec: service,
            cell,
            context: region.context,
            secretArns,
            databaseUrlSecretArn,
            objectStores,
            priority: slots.get(service.name) ?? 0,
            slo: spec.alerts,
          },
          { parent: cell },
        );
      }
    }
  }

  private edgeWorkers(home: RegionBase, shared: SharedParts): void {
    const { accountId, zoneId } = this.spec.cloudflare;
    for (const spec of this.spec.edgeWorkers) {
      new EdgeWorker(
        `${this.name}-${spec.name}`,
        {
          spec,
          context: home.context,
          accountId,
          zoneId,
          secrets: shared.secrets.workerSecrets,
          hyperdriveId: shared.database?.hyperdriveId,
          objectStores: shared.stores,
          logging: this.spec.logging,
        },
        { parent: this },
      );
    }
  }

  private staticSites(): void {
    const { identity, cloudflare } = this.spec;
    const { accountId, zoneId } = cloudflare;
    for (const spec of this.spec.staticSites) {
      new StaticSite(
        `${this.name}-${spec.name}`,
        { spec, identity, accountId, zoneId },
        { parent: this },
      );
    }
  }

  private delivery(home: RegionBase): DeployIdentity {
    const { name, spec } = this;
    const { identity, aws, github } = spec;
    const deployIdentity = new DeployIdentity(
      `${name}-deploy`,
      {
        spec: spec.deployIdentity,
        github,
        identity,
        accountId: aws.accountId,
        permissionsBoundaryArn: home.context.permissionsBoundaryArn,
        tags: identity.tags,
      },
      { parent: this },
    );
    const roles = { deploy: deployIdentity.roleArn, preview: deployIdentity.previewRoleArn };
    for (const gate of spec.gates) {
      new DeploymentGate(
        `${name}-gate-${gate.name}`,
        {
          spec: gate,
          repository: github.repository,
          variables:
            gate.purpose === "approve"
              ? {}
              : {
                  AWS_REGION: aws.region,
                  AWS_ROLE_ARN: roles[gate.purpose],
                  PULUMI_BACKEND_URL: deployIdentity.stateUrl,
                },
          secrets: {},
        },
        { parent: this },
      );
    }
    new Budget(
      `${name}-budget`,
      {
        product: identity.product,
        monthlyUsd: spec.monthlyBudgetUsd,
        environment: identity.stack,
        emails: spec.alerts.emails,
        topicArn: home.context.alerts.warningTopicArn,
        accountId: aws.accountId,
        tags: identity.tags,
      },
      { parent: this },
    );
    return deployIdentity;
  }
}

interface Regions {
  readonly home: RegionBase;
  readonly recovery?: RegionBase;
}

interface PlacedCell {
  readonly cell: Cell;
  readonly region: RegionBase;
}

/** What the cells and the edge of an environment use together. */
interface SharedParts {
  readonly secrets: SecretStore;
  readonly database: Database | undefined;
  readonly stores: Readonly<Record<string, ObjectStore>>;
}

/** The object stores as the recovery region has them. */
function replicasOf(
  stores: Readonly<Record<string, ObjectStore>>,
): Readonly<Record<string, Pick<ObjectStore, "bucketArn" | "bucketName">>> {
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]) => {
      const bucketArn = store.replicaBucketArn ?? store.bucketArn;
      const bucketName = bucketArn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
      return [name, { bucketArn, bucketName }];
    }),
  );
}
