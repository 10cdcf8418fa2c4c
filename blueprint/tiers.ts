import type { BackupRuleSpec } from "./backup";
import type { CapacitySpec, RolloutSpec, ScheduleSpec } from "./container-service";
import type { DatabaseComputeSpec, SnapshotSpec } from "./database";
import type { LoginValues } from "./login";
import type { CellName, Tier } from "./tier";

/**
 * The one table in which the environments differ. Who asks for a value is in docs/requirements.md; where they disagree,
 * the decision is in docs/decisions.md.
 */
export interface TierValues {
  readonly zones: number;
  readonly nat: "zonal" | "regional";
  readonly interfaceEndpoints: readonly string[];
  readonly cells: readonly CellName[];
  readonly containerInsights: "enabled" | "enhanced";
  readonly capacity: readonly CapacitySpec[];
  /** Tasks per container service in the live cell, where its deploy.yaml has no `scale` of its own. */
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly schedule: ScheduleSpec | undefined;
  readonly alarmsRollBack: boolean;
  /** GitHub environments that a deployment passes in this order; the last one deploys. */
  readonly gates: readonly GateValues[];
  readonly approvalMinutes: number | undefined;
  /**
   * Minutes that a build ran in the environment before, verified healthy, before it may come here. Production's hour is
   * twice the time that it watches a canary itself: what leaks or fills up shows later than what is broken.
   */
  readonly soakMinutes: number;
  /** Whether a release's way back is tried on emulated clouds before anybody meets the release. */
  readonly rehearsesWayBack: boolean;
  readonly allowExec: boolean;
  /** Shorter than the job that deploys may last (deploy.yml), and that shorter than its session. */
  readonly updateTimeout: string;
  readonly deploySessionSeconds: number;
  /** Share of the product's monthly budget in percent (COST-1). */
  readonly budgetPercent: number;
  readonly protectData: boolean;
  readonly keyDeletionDays: number;
  readonly secretRecoveryDays: number;
  readonly logRetentionDays: number;
  readonly logLevel: "debug" | "info" | "warn";
  readonly errorSampleRate: number;
  readonly logSampling: number;
  /** Whether a Worker runs the module that is checked out, in place of the build that its release records. */
  readonly workersFromCheckout: boolean;
  readonly availabilityPercent: number;
  readonly rateLimit: { readonly requestsPerMinute: number; readonly enabled: boolean };
  /** Whom a workload that asks for a login lets in (ACC-2 to ACC-6), and what it asks of them (NET-4, ACC-10 to ACC-12). */
  readonly login: LoginValues;
  readonly database: {
    readonly compute: DatabaseComputeSpec;
    readonly historyRetentionSeconds: number;
    readonly snapshots: readonly SnapshotSpec[];
    readonly protectedBranch: boolean;
    readonly restrictToNetwork: boolean;
    readonly logicalReplication: boolean;
    readonly quota:
      { readonly activeComputeHours: number; readonly logicalSizeGib: number } | undefined;
    readonly connectionLimit: number;
    /** Days an ephemeral branch lives; at most 7 (policy `input-require-value`). */
    readonly branchDays: number | undefined;
    /** Days that the database is kept as it was before a migration; none where its history has to do. */
    readonly restorePointDays: number | undefined;
  };
  readonly storage: {
    readonly versioned: boolean;
    readonly noncurrentDays: number;
    readonly replicated: boolean;
    readonly lockDays: number | undefined;
  };
  readonly backup: {
    readonly rules: readonly BackupRuleSpec[];
    readonly copied: boolean;
    /** Hour of each day, UTC, at which a database is backed up, where a backup is due. */
    readonly databaseHour: number;
    readonly lock:
      | { readonly minDays: number; readonly maxDays: number; readonly compliance: boolean }
      | undefined;
    readonly restoreTestSchedule: string | undefined;
    /** Days after which a restore of the database has to be tried anew before anything is released. */
    readonly drillDays: number | undefined;
  };
  /** The ECS strategy for a workload whose deploy.yaml names `blue-green` or `canary`. */
  readonly rollout: Readonly<Record<"blue-green" | "canary", RolloutSpec>>;
}

export interface GateValues {
  /** What follows the stack's name in the gate's name. */
  readonly suffix: string;
  /** Whether a team must approve; otherwise reviewers are a setting. */
  readonly reviewed: boolean;
  readonly waitMinutes: number;
}

const interfaceEndpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sts"] as const;

const afterHours: ScheduleSpec = {
  stop: "cron(0 20 ? * * *)",
  start: "cron(0 7 ? * MON-FRI *)",
  timezone: "Africa/Abidjan",
};

const snapshot = (retentionDays: number): SnapshotSpec => ({
  frequency: "daily",
  hour: 2,
  day: undefined,
  retentionDays,
});

const daily = (deleteAfterDays: number): BackupRuleSpec => ({
  name: "daily",
  schedule: "cron(0 3 * * ? *)",
  deleteAfterDays,
  continuous: false,
});

const weekly = (deleteAfterDays: number): BackupRuleSpec => ({
  name: "weekly",
  schedule: "cron(0 4 ? * SUN *)",
  deleteAfterDays,
  continuous: false,
});

const rolling = { strategy: "ROLLING" } as const;
const blueGreen = (bakeMinutes: number) => ({ strategy: "BLUE_GREEN", bakeMinutes }) as const;

const dev: TierValues = {
  zones: 2,
  nat: "zonal",
  interfaceEndpoints: [],
  cells: ["blue"],
  containerInsights: "enabled",
  capacity: [{ provider: "FARGATE_SPOT", weight: 1, base: 0 }],
  minTasks: 1,
  maxTasks: 1,
  schedule: afterHours,
  alarmsRollBack: false,
  gates: [{ suffix: "", reviewed: true, waitMinutes: 0 }],
  approvalMinutes: undefined,
  soakMinutes: 0,
  rehearsesWayBack: false,
  allowExec: true,
  updateTimeout: "20m",
  deploySessionSeconds: 3_600,
  budgetPercent: 10,
  protectData: false,
  keyDeletionDays: 7,
  secretRecoveryDays: 7,
  logRetentionDays: 7,
  logLevel: "debug",
  errorSampleRate: 1,
  logSampling: 1,
  workersFromCheckout: true,
  availabilityPercent: 99,
  rateLimit: { requestsPerMinute: 200, enabled: false },
  login: {
    session: "24h",
    admissions: [{ name: "team", roles: ["developers", "qa", "devops"], asks: [] }],
  },
  database: {
    compute: { minCu: 0.25, maxCu: 1, suspendSeconds: 60 },
    historyRetentionSeconds: 21_600,
    snapshots: [snapshot(7)],
    protectedBranch: false,
    restrictToNetwork: false,
    logicalReplication: false,
    quota: { activeComputeHours: 200, logicalSizeGib: 10 },
    connectionLimit: 10,
    branchDays: undefined,
    restorePointDays: undefined,
  },
  storage: { versioned: true, noncurrentDays: 7, replicated: false, lockDays: undefined },
  backup: {
    rules: [weekly(30)],
    copied: false,
    databaseHour: 1,
    lock: undefined,
    restoreTestSchedule: undefined,
    drillDays: undefined,
  },
  rollout: { "blue-green": rolling, canary: rolling },
};

const preview: TierValues = {
  ...dev,
  // A pull request is deployed through dev's gate and paid from dev's share.
  gates: [],
  budgetPercent: 1,
  // A deleted secret keeps its name for as long, so that a pull request that is opened again could not have its own.
  secretRecoveryDays: 0,
  database: { ...dev.database, connectionLimit: 5, snapshots: [], branchDays: 7 },
};

const staging: TierValues = {
  zones: 2,
  nat: "regional",
  interfaceEndpoints,
  cells: ["blue", "green"],
  containerInsights: "enhanced",
  capacity: [
    { provider: "FARGATE", weight: 1, base: 1 },
    { provider: "FARGATE_SPOT", weight: 3, base: 0 },
  ],
  minTasks: 1,
  maxTasks: 6,
  schedule: undefined,
  alarmsRollBack: true,
  gates: [{ suffix: "", reviewed: false, waitMinutes: 0 }],
  approvalMinutes: undefined,
  soakMinutes: 0,
  rehearsesWayBack: false,
  allowExec: false,
  updateTimeout: "45m",
  deploySessionSeconds: 4_500,
  budgetPercent: 20,
  protectData: false,
  keyDeletionDays: 30,
  secretRecoveryDays: 7,
  logRetentionDays: 30,
  logLevel: "info",
  errorSampleRate: 0.5,
  logSampling: 0.5,
  workersFromCheckout: false,
  availabilityPercent: 99.5,
  rateLimit: { requestsPerMinute: 200, enabled: true },
  login: {
    session: "8h",
    admissions: [
      { name: "team", roles: ["developers", "qa", "devops", "operations"], asks: ["device"] },
      { name: "stakeholders", roles: ["business"], asks: ["listed-address"] },
    ],
  },
  database: {
    compute: { minCu: 0.25, maxCu: 4, suspendSeconds: 300 },
    historyRetentionSeconds: 86_400,
    snapshots: [snapshot(30)],
    protectedBranch: true,
    restrictToNetwork: true,
    logicalReplication: false,
    quota: undefined,
    connectionLimit: 20,
    branchDays: undefined,
    restorePointDays: undefined,
  },
  storage: { versioned: true, noncurrentDays: 30, replicated: false, lockDays: 7 },
  backup: {
    rules: [daily(30)],
    copied: false,
    databaseHour: 1,
    lock: { minDays: 7, maxDays: 90, compliance: false },
    restoreTestSchedule: undefined,
    drillDays: undefined,
  },
  rollout: { "blue-green": blueGreen(10), canary: blueGreen(10) },
};

const production: TierValues = {
  zones: 3,
  nat: "regional",
  interfaceEndpoints,
  cells: ["blue", "green", "recovery"],
  containerInsights: "enhanced",
  capacity: [{ provider: "FARGATE", weight: 1, base: 2 }],
  minTasks: 3,
  maxTasks: 20,
  schedule: undefined,
  alarmsRollBack: true,
  gates: [
    { suffix: "-approval", reviewed: true, waitMinutes: 0 },
    { suffix: "", reviewed: true, waitMinutes: 5 },
  ],
  approvalMinutes: 240,
  soakMinutes: 60,
  rehearsesWayBack: true,
  allowExec: false,
  updateTimeout: "330m",
  deploySessionSeconds: 23_400,
  budgetPercent: 70,
  protectData: true,
  keyDeletionDays: 30,
  secretRecoveryDays: 30,
  logRetentionDays: 365,
  logLevel: "warn",
  errorSampleRate: 0.1,
  logSampling: 0.1,
  workersFromCheckout: false,
  availabilityPercent: 99.9,
  rateLimit: { requestsPerMinute: 100, enabled: true },
  login: {
    session: "1h",
    admissions: [
      {
        name: "operations",
        roles: ["operations"],
        asks: ["device", "listed-address", "second-factor"],
      },
    ],
  },
  database: {
    compute: { minCu: 1, maxCu: 8, suspendSeconds: -1 },
    historyRetentionSeconds: 604_800,
    snapshots: [snapshot(90), { frequency: "weekly", hour: 3, day: 7, retentionDays: 365 }],
    protectedBranch: true,
    restrictToNetwork: true,
    logicalReplication: true,
    quota: undefined,
    connectionLimit: 60,
    branchDays: undefined,
    restorePointDays: 7,
  },
  storage: { versioned: true, noncurrentDays: 90, replicated: true, lockDays: 30 },
  backup: {
    rules: [
      { name: "continuous", schedule: "cron(0 2 * * ? *)", deleteAfterDays: 35, continuous: true },
      daily(90),
      weekly(365),
    ],
    copied: true,
    databaseHour: 1,
    lock: { minDays: 7, maxDays: 400, compliance: false },
    restoreTestSchedule: "cron(0 5 ? * SUN *)",
    drillDays: 31,
  },
  rollout: {
    "blue-green": blueGreen(15),
    canary: { strategy: "CANARY", bakeMinutes: 15, canaryPercent: 5, canaryBakeMinutes: 30 },
  },
};

export const tiers: Readonly<Record<Tier, TierValues>> = { preview, dev, staging, production };
