import type { BackupSpec } from "./backup";
import type { CellSpec, ContainerServiceSpec } from "./container-service";
import type { DatabaseSpec } from "./database";
import type { DeployIdentitySpec, GateSpec } from "./delivery";
import type { EdgeWorkerSpec, StaticSiteSpec, ZoneSpec } from "./edge";
import type { LoginSpec } from "./login";
import type { NetworkSpec } from "./network";
import type { AlertSpec, LoggingSpec } from "./observability";
import type { SecretSpec } from "./secret";
import type { ObjectStoreSpec } from "./storage";
import type { Tags, Tier } from "./tier";

/** Who an environment is: the identifiers that no other environment may share. */
export interface IdentitySpec {
  /** The Pulumi stack: `dev`, `staging`, `production` or `pr-<n>`. */
  readonly stack: string;
  readonly tier: Tier;
  /** Product name, the first part of every globally unique physical name. */
  readonly product: string;
  /** The environment's own host name, for example `staging.monepiceriz.ci`. */
  readonly host: string;
  /** Tags that every taggable resource carries (policy `tags-require`). */
  readonly tags: Tags;
  /** ISO date after which an ephemeral environment may be removed; `undefined` for permanent ones. */
  readonly expiresOn: string | undefined;
}

export interface AwsAccountSpec {
  readonly accountId: string;
  readonly region: string;
  /** Region that receives backup copies, replicas and the recovery cell; `undefined` where there is none. */
  readonly recoveryRegion: string | undefined;
}

export interface CloudflareAccountSpec {
  readonly accountId: string;
  readonly zoneId: string;
  /** The zone's apex, for example `monepiceriz.ci`. */
  readonly zone: string;
  /** Secrets Store that people fill and Workers read; only needed by workloads with external secrets. */
  readonly secretsStoreId: string | undefined;
}

export interface GitHubRepositorySpec {
  readonly owner: string;
  readonly ownerId: number;
  readonly repository: string;
  readonly repositoryId: number;
}

/** Everything that one environment is, as plain data: what `new Environment` builds from. */
export interface EnvironmentSpec {
  readonly kind: "environment";
  readonly identity: IdentitySpec;
  readonly aws: AwsAccountSpec;
  readonly cloudflare: CloudflareAccountSpec;
  /** What holds for the whole zone; `undefined` where another environment owns it. */
  readonly zone: ZoneSpec | undefined;
  readonly github: GitHubRepositorySpec;
  readonly network: NetworkSpec;
  /** The recovery region's network; present exactly when a cell lives there. */
  readonly recoveryNetwork: NetworkSpec | undefined;
  readonly cells: readonly CellSpec[];
  /** Those that have a release here, as the Workers. */
  readonly containerServices: readonly ContainerServiceSpec[];
  /** Host names of all container services: those that wait for a release are proved by the cells' certificates already. */
  readonly serviceHosts: readonly string[];
  /** Which workloads wait for a release, each in a sentence with the command that brings it. */
  readonly waiting: readonly string[];
  readonly edgeWorkers: readonly EdgeWorkerSpec[];
  readonly staticSites: readonly StaticSiteSpec[];
  /** `undefined` where no workload asks for a login. */
  readonly login: LoginSpec | undefined;
  readonly database: DatabaseSpec | undefined;
  readonly objectStores: readonly ObjectStoreSpec[];
  readonly secrets: readonly SecretSpec[];
  readonly secretRecoveryDays: number;
  readonly backup: BackupSpec;
  readonly gates: readonly GateSpec[];
  readonly deployIdentity: DeployIdentitySpec;
  readonly alerts: AlertSpec;
  readonly logging: LoggingSpec;
  /** Whether resources that hold data carry Pulumi's `protect` and the services' own deletion guards. */
  readonly protectData: boolean;
  /** Days a scheduled KMS key deletion waits, 7 to 30. */
  readonly keyDeletionDays: number;
  readonly monthlyBudgetUsd: number;
}
