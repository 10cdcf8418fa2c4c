import { getIpRangesOutput } from "@pulumi/cloudflare/getIpRanges";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import type { DatabaseComputeSpec, DatabaseSpec } from "../../blueprint/database";
import { physicalName } from "../../blueprint/names";
import { Branch } from "../../providers/neon/sdk/branch";
import * as neon from "../../providers/neon/sdk/database";
import { Endpoint } from "../../providers/neon/sdk/endpoint";
import { Project, type DefaultEndpointSettings } from "../../providers/neon/sdk/project";
import { Role } from "../../providers/neon/sdk/role";
import { SnapshotSchedule } from "../../providers/neon/sdk/snapshot-schedule";
import type { Context } from "../base/context";
import type { FunctionNetwork } from "../network/network-function";
import { StoredSecret } from "../secrets/stored-secret";
import { connectionUri, type DatabaseConnection } from "./database-connection";
import { DatabaseHyperdrive } from "./database-hyperdrive";
import { DatabaseRoles } from "./database-roles";

const secondsPerHour = 3_600;
const secondsPerDay = 86_400;
const bytesPerGib = 1_073_741_824;
/** Letters and digits of a password: 285 bits, where Neon wants 60, and nothing that a URL would have to quote. */
const passwordLength = 48;

type DurableSpec = Extract<DatabaseSpec, { kind: "durable" }>;
type EphemeralSpec = Extract<DatabaseSpec, { kind: "ephemeral" }>;

type Credentials = Pick<DatabaseConnection, "user" | "password">;

/** A branch with a compute that answers. */
interface Server {
  readonly projectId: pulumi.Output<string>;
  readonly branchId: pulumi.Output<string>;
  /** Direct connections: sessions, DDL, Hyperdrive's own pool. */
  readonly host: pulumi.Output<string>;
  /** Through Neon's pooler, for the many short connections of tasks. */
  readonly poolerHost: pulumi.Output<string>;
}

/** An environment's Postgres on Neon (DAT-1). */
export interface DatabaseArgs {
  readonly spec: DatabaseSpec;
  readonly context: Context;
  readonly cloudflareAccountId: string;
  /** Addresses from which the environment's tasks connect: the NAT gateways of every network that holds a cell. */
  readonly natAddresses: pulumi.Output<string[]>;
  /** Where the function stands that makes the roles. */
  readonly network: FunctionNetwork;
  /** Days a deleted connection secret can be taken back: 7 to 30, or 0. */
  readonly secretRecoveryDays: number;
  /** Region that receives replicas of the connection secrets; `undefined` replicates nowhere. */
  readonly replicaRegion: string | undefined;
  /** ARN of the key that encrypts the replicas. Needed with `replicaRegion`. */
  readonly replicaKeyArn?: pulumi.Input<string> | undefined;
}

/**
 * A permanent environment has a project of its own, since point-in-time restore, snapshots and the IP list work per
 * project; an ephemeral one is a branch of development's, with passwords of its own, which Neon removes by itself.
 *
 * Three roles: `migrator` owns the database and changes its schema, `app` serves requests with the rights to read and
 * write rows, `read_only` is for people and reports and may do nothing but read. Only the first is made by Neon's API,
 * whose roles may all do everything; see {@link DatabaseRoles} for the other two.
 */
export class Database extends pulumi.ComponentResource {
  /** Secrets Manager: URL of the role `app` through Neon's pooler. */
  public readonly connectionSecretArn: pulumi.Output<string>;
  /** Secrets Manager: direct URL of the role `migrator`. */
  public readonly migrationSecretArn: pulumi.Output<string>;
  /** Secrets Manager: direct URL of the role `read_only`. */
  public readonly readOnlySecretArn: pulumi.Output<string>;
  /** Hyperdrive configuration through which Workers connect as `app`. */
  public readonly hyperdriveId: pulumi.Output<string>;
  public readonly projectId: pulumi.Output<string>;
  public readonly branchId: pulumi.Output<string>;
  /** Host for direct connections. */
  public readonly host: pulumi.Output<string>;

  public constructor(name: string, args: DatabaseArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:neon:Database", name, {}, opts);
    const { spec, context, network } = args;

    const server =
      spec.kind === "durable"
        ? this.declareProject(name, spec, args)
        : this.declareBranch(name, spec);

    const owner = new Role(
      `${name}-role-migrator`,
      { projectId: server.projectId, branchId: server.branchId, name: "migrator" },
      { parent: this },
    );
    const database =
      spec.kind === "durable" ? this.declareDurableData(name, spec, server, owner, args) : [];

    const migrator = { user: owner.name, password: owner.password };
    const app = this.credentials(name, "app", args);
    const readOnly = this.credentials(name, "read_only", args);
    const secrets = {
      migrator: this.store(name, "migrator", args, { ...migrator, host: server.host }),
      app: this.store(name, "app", args, { ...app, host: server.poolerHost }),
      readOnly: this.store(name, "read-only", args, {
        ...readOnly,
        host: server.host,
        settings: { default_transaction_read_only: "on" },
      }),
    };
    const roles = new DatabaseRoles(
      `${name}-roles`,
      { context, network, secrets, database },
      { parent: this },
    );
    const hyperdrive = this.declareHyperdrive(name, args, server, {
      user: app.user,
      password: roles.whenSetUp(app.password),
    });

    this.connectionSecretArn = roles.whenSetUp(secrets.app.arn);
    this.migrationSecretArn = secrets.migrator.arn;
    this.readOnlySecretArn = roles.whenSetUp(secrets.readOnly.arn);
    this.hyperdriveId = hyperdrive.hyperdriveId;
    this.projectId = server.projectId;
    this.branchId = server.branchId;
    this.host = server.host;
    this.registerOutputs({
      connectionSecretArn: this.connectionSecretArn,
      migrationSecretArn: this.migrationSecretArn,
      readOnlySecretArn: this.readOnlySecretArn,
      hyperdriveId: this.hyperdriveId,
      projectId: this.projectId,
      branchId: this.branchId,
      host: this.host,
    });
  }

  private declareProject(name: string, spec: DurableSpec, args: DatabaseArgs): Server {
    const project = new Project(
      `${name}-project`,
      {
        name: spec.projectName,
        orgId: spec.organizationId,
        regionId: spec.region,
        pgVersion: spec.postgresVersion,
        historyRetentionSeconds: spec.historyRetentionSeconds,
        defaultEndpointSettings: computeOf(spec.compute),
        defaultBranch: {
          name: "main",
          protected: spec.protectedBranch,
          databaseName: spec.name,
          roleName: "migrator",
        },
        settings: {
          enableLogicalReplication: spec.logicalReplication,
          ...(spec.restrictToNetwork && {
            allowedIps: { ips: this.allowedAddresses(args), protectedBranchesOnly: false },
          }),
          ...(spec.quota !== undefined && {
            quota: {
              activeTimeSeconds: spec.quota.activeComputeHours * secondsPerHour,
              logicalSizeBytes: spec.quota.logicalSizeGib * bytesPerGib,
            },
          }),
        },
      },
      { parent: this, protect: args.context.protectData },
    );
    return {
      projectId: project.id,
      branchId: project.defaultBranchId,
      host: project.host,
      poolerHost: project.poolerHost,
    };
  }

  /**
   * Hyperdrive connects from Cloudflare's published ranges, which it shares with every other customer's Workers: the
   * list keeps out the rest of the internet, the password and TLS keep out the neighbours.
   */
  private allowedAddresses({ natAddresses }: DatabaseArgs): pulumi.Output<string[]> {
    const cloudflare = getIpRangesOutput({}, { parent: this });
    return pulumi
      .all([natAddresses, cloudflare.ipv4Cidrs, cloudflare.ipv6Cidrs])
      .apply((ranges) => ranges.flat());
  }

  private declareBranch(name: string, spec: EphemeralSpec): Server {
    const branch = new Branch(
      `${name}-branch`,
      {
        projectId: spec.parentProjectId,
        parentId: spec.parentBranchId,
        name: spec.branchName,
        initSource: "parent-data",
        protected: false,
        expiresAt: spec.expiresAt,
      },
      { parent: this },
    );
    const endpoint = new Endpoint(
      `${name}-endpoint`,
      {
        projectId: branch.projectId,
        branchId: branch.id,
        type: "read_write",
        ...computeOf(spec.compute),
      },
      { parent: this },
    );
    return {
      projectId: branch.projectId,
      branchId: branch.id,
      host: endpoint.host,
      poolerHost: endpoint.poolerHost,
    };
  }

  /** A role that SQL makes has the password that the program chooses. */
  private credentials(name: string, user: string, { context }: DatabaseArgs): Credentials {
    const password = new RandomPassword(
      `${name}-password-${user.replace("_", "-")}`,
      { length: passwordLength, special: false, keepers: { role: user } },
      { parent: this, protect: context.protectData },
    );
    return { user, password: pulumi.secret(password.result) };
  }

  private declareDurableData(
    name: string,
    spec: DurableSpec,
    { projectId, branchId }: Server,
    migrator: Role,
    { context }: DatabaseArgs,
  ): pulumi.Resource[] {
    const database = new neon.Database(
      `${name}-database`,
      { projectId, branchId, name: spec.name, ownerName: migrator.name },
      { parent: this, protect: context.protectData },
    );
    if (spec.snapshots.length === 0) return [database];
    const snapshots = new SnapshotSchedule(
      `${name}-snapshots`,
      {
        projectId,
        branchId,
        schedule: spec.snapshots.map(({ frequency, hour, day, retentionDays }) => ({
          frequency,
          hour,
          ...(day !== undefined && { day }),
          retentionSeconds: retentionDays * secondsPerDay,
        })),
      },
      { parent: this },
    );
    return [database, snapshots];
  }

  private store(
    name: string,
    role: string,
    args: DatabaseArgs,
    connection: Omit<DatabaseConnection, "database">,
  ): StoredSecret {
    const { context, spec } = args;
    const { product, stack } = context.identity;
    return new StoredSecret(
      `${name}-connection-${role}`,
      {
        secretName: physicalName("secret", product, stack, `database/${role}`),
        description: `Connection URL of the role ${role} in the database ${spec.name}.`,
        value: connectionUri({ ...connection, database: spec.name }),
        recoveryDays: args.secretRecoveryDays,
        replicaRegion: args.replicaRegion,
        replicaKeyArn: args.replicaKeyArn,
        context,
      },
      { parent: this },
    );
  }

  private declareHyperdrive(
    name: string,
    { spec, context, cloudflareAccountId }: DatabaseArgs,
    { host }: Server,
    app: Credentials,
  ): DatabaseHyperdrive {
    const { product, stack } = context.identity;
    return new DatabaseHyperdrive(
      `${name}-hyperdrive`,
      {
        accountId: cloudflareAccountId,
        hyperdriveName: physicalName("hyperdrive", product, stack, "database"),
        ...app,
        host,
        database: spec.name,
        connectionLimit: spec.connectionLimit,
      },
      { parent: this },
    );
  }
}

function computeOf(compute: DatabaseComputeSpec): DefaultEndpointSettings {
  return {
    autoscalingLimitMinCu: compute.minCu,
    autoscalingLimitMaxCu: compute.maxCu,
    suspendTimeoutSeconds: compute.suspendSeconds,
  };
}
