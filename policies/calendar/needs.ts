import type { Tier } from "../environments";
import type { PolicyResource } from "../resource";
import { bucketType, holdsLogsAlone, isReplica } from "../rules/backup/buckets";
import { neonProject } from "../rules/backup/neon";
import type { StackIndex } from "../stack-index";
import type { Span } from "./lack";
import type { Means } from "./protection";

/** What has to be there of a resource, so that it can be brought back. */
export interface Need extends Span {
  /** What a restore point is called. */
  readonly of: string;
  readonly means: readonly Means[];
  /** Whether it lies in another region, or in its own; in either unless given. */
  readonly elsewhere?: boolean;
  /** Whether a lock keeps it. */
  readonly held?: boolean;
  readonly source: string;
  readonly set: string;
}

type NeedsByTier = Readonly<Partial<Record<Tier, readonly Need[]>>>;

const inPlan = "Give the backup plan that selects it a rule with such a schedule and deleteAfter.";
const locked = "Declare a VaultLockConfiguration with minRetentionDays for the vault.";

const daily = { of: "daily backup", means: ["backup"], every: 1, elsewhere: false } as const;
const weekly = { of: "weekly backup", means: ["backup"], every: 7, elsewhere: false } as const;

const versions: Need = {
  of: "former version",
  means: ["versions"],
  every: 1,
  back: 1,
  source: "BAK-6",
  set: "Declare a BucketVersioning with status Enabled for the bucket.",
};
const lock = (back: number): Need => ({
  of: "locked version",
  means: ["lock"],
  every: 1,
  back,
  source: "PRC-12",
  set: "Declare a BucketObjectLockConfiguration for the bucket that holds as long.",
});
const replica: Need = {
  of: "replica",
  means: ["replica"],
  every: 1,
  back: 1,
  elsewhere: true,
  source: "BAK-6",
  set: "Declare a BucketReplicationConfig with an enabled rule for the bucket.",
};
const anything: Need = {
  of: "restore point",
  means: ["backup", "deletion-window", "lock", "point-in-time", "replica", "versions"],
  every: 1,
  back: 1,
  source: "BAK-8",
  set: "Declare what protects it: backups, versions, a replica, a lock or a deletion window.",
};

const history = (back: number): Need => ({
  of: "moment of history",
  means: ["point-in-time"],
  every: 1,
  back,
  source: "BAK-3",
  set: `Set historyRetentionSeconds to ${String(back * 86_400)}.`,
});

const yearOfFiles: readonly Need[] = [
  { ...daily, back: 90, source: "BAK-5", set: inPlan },
  { ...weekly, back: 365, source: "BAK-2", set: inPlan },
];
const weeklyFiles: Need = {
  ...weekly,
  means: ["backup", "point-in-time"],
  back: 7,
  source: "BAK-5",
  set: inPlan,
};

/** A file's versions go back as far as its database does. */
const files: NeedsByTier = {
  preview: [weeklyFiles],
  dev: [weeklyFiles],
  staging: [
    { ...daily, back: 30, source: "BAK-5", set: inPlan },
    { ...daily, back: 7, held: true, source: "PRC-11", set: locked },
    lock(7),
  ],
  production: [
    ...yearOfFiles,
    ...yearOfFiles.map((need) => ({
      ...need,
      elsewhere: true,
      held: true,
      source: "BAK-7",
      set: "Give the rule copyActions into a locked vault, with such a lifecycle.",
    })),
    ...yearOfFiles.map((need) => ({ ...need, held: true, source: "PRC-11", set: locked })),
    {
      ...history(30),
      source: "BAK-5",
      set: "Give the backup plan that selects it a rule with enableContinuousBackup.",
    },
    { ...versions, back: 7 },
    replica,
    lock(30),
  ],
  shared: [versions, lock(365)],
};

/** What another bucket fills, or a load balancer with its logs. */
const replicas: NeedsByTier = {
  production: [versions, lock(30)],
  shared: [versions, lock(365)],
};
const logs: NeedsByTier = { production: [versions], shared: [versions] };

const snapshots = "Give its SnapshotSchedule an item with such a frequency and retentionSeconds.";
const snapshot = (back: number): Need => ({
  ...daily,
  of: "daily snapshot",
  back,
  source: "BAK-1",
  set: snapshots,
});

const databases: NeedsByTier = {
  preview: [snapshot(7)],
  dev: [snapshot(7)],
  staging: [snapshot(30), history(1)],
  production: [
    snapshot(90),
    { ...weekly, of: "weekly snapshot", back: 365, source: "BAK-2", set: snapshots },
    history(7),
  ],
};

const others: NeedsByTier = { production: [anything], shared: [anything] };

/** What a tier needs of a resource that holds data. */
export function needsOf(resource: PolicyResource, tier: Tier, stack: StackIndex): readonly Need[] {
  return kindOf(resource, stack)[tier] ?? [];
}

function kindOf(resource: PolicyResource, stack: StackIndex): NeedsByTier {
  if (resource.type === neonProject) return databases;
  if (resource.type !== bucketType) return others;
  if (isReplica(resource, stack)) return replicas;
  return holdsLogsAlone(resource, stack) ? logs : files;
}
