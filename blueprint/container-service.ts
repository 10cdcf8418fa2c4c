import type { WorkloadLoginSpec } from "./login";
import type { SecretUse } from "./secret";
import type { CellName } from "./tier";

/** A load balancer and the ECS services behind it. */
export interface CellSpec {
  readonly name: CellName;
  readonly region: string;
  /**
   * `live` takes traffic, `warm` could take all of it at any moment, `idle` runs no task, `recovery` waits in the other
   * region.
   */
  readonly role: "live" | "warm" | "idle" | "recovery";
  readonly containerInsights: "enabled" | "enhanced";
  /** Whether tasks of this cell may run on Spot, and how much of them. */
  readonly capacity: readonly CapacitySpec[];
}

export interface CapacitySpec {
  readonly provider: "FARGATE" | "FARGATE_SPOT";
  readonly weight: number;
  /** Tasks that always run on this provider before weights apply. */
  readonly base: number;
}

/** How ECS moves traffic to a new revision. */
export type RolloutSpec =
  | { readonly strategy: "ROLLING" }
  | { readonly strategy: "BLUE_GREEN"; readonly bakeMinutes: number }
  | {
      readonly strategy: "CANARY";
      readonly bakeMinutes: number;
      /** Share of requests that the new revision gets first, 0.1 to 100. */
      readonly canaryPercent: number;
      readonly canaryBakeMinutes: number;
    };

export interface RollbackSpec {
  /** Highest share of failed requests in percent before the deployment is taken back (REL-8). */
  readonly errorRatePercent: number;
  /** Highest rise of p95 latency over the other revision in percent (REL-9). */
  readonly latencyIncreasePercent: number;
}

export interface ScaleSpec {
  readonly min: number;
  readonly max: number;
  /** Average CPU in percent that autoscaling aims at. */
  readonly cpuTargetPercent: number;
  /** Requests per task and minute that autoscaling aims at. */
  readonly requestsPerTarget: number;
  /** Stop after hours and start in the morning (COST-3); `undefined` never stops. */
  readonly schedule: ScheduleSpec | undefined;
}

export interface ScheduleSpec {
  /** Application Auto Scaling expressions of six fields, for example `cron(0 20 ? * MON-FRI *)`. */
  readonly stop: string;
  readonly start: string;
  readonly timezone: string;
}

export interface ContainerServiceSpec {
  /** The workload's name: the folder that holds its deploy.yaml. */
  readonly name: string;
  /** Host name that reaches it, for example `admin.staging.monepiceriz.ci`. */
  readonly host: string;
  /** What people log in before; `undefined` where everybody comes in. */
  readonly login: WorkloadLoginSpec | undefined;
  /** Image by digest: `<repository>@sha256:<64 hex digits>`. */
  readonly image: string;
  /** The same image where the recovery cell pulls it from: the home region's registry may be what was lost. */
  readonly recoveryImage: string;
  readonly version: string;
  readonly port: number;
  readonly healthCheckPath: string;
  /** vCPU units, 1024 to a vCPU. */
  readonly cpu: number;
  readonly memoryMib: number;
  /** Plain variables; a secret never stands here. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretUse[];
  /** Whether the task gets the database's connection string as `DATABASE_URL`. */
  readonly usesDatabase: boolean;
  /** Names of the object stores that the task may read and write. */
  readonly objectStores: readonly string[];
  readonly rollout: RolloutSpec;
  readonly rollback: RollbackSpec;
  /** Whether alarms stop and take back a deployment; off in dev, where nothing is measured at night. */
  readonly alarmsRollBack: boolean;
  /** Minutes a deployment waits for a person at POST_TEST_TRAFFIC_SHIFT; `undefined` waits for nobody. */
  readonly approvalMinutes: number | undefined;
  /** Digest of what ran before and is gone back to, without asking anybody; nothing for a new build. */
  readonly goesBackTo: string | undefined;
  readonly scale: ScaleSpec;
  /** ECS Exec into running tasks; never in staging or production. */
  readonly allowExec: boolean;
  /** Pulumi's create and update timeout, longer than canary, bake and approval together, e.g. `6h`. */
  readonly updateTimeout: string;
}
