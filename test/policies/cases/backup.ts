import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const daily = { ruleName: "daily", targetVaultName: "vault", schedule: "cron(0 3 * * ? *)" };
const weekly = { ruleName: "weekly", targetVaultName: "vault", schedule: "cron(0 4 ? * SUN *)" };
const continuous = {
  ruleName: "continuous",
  targetVaultName: "vault",
  schedule: "cron(0 2 * * ? *)",
  enableContinuousBackup: true,
};
const keep = (deleteAfter: number) => ({ lifecycle: { deleteAfter } });

const plan = (...rules: readonly object[]): Declared => ({
  type: "aws:backup/plan:Plan",
  name: "production-files-plan",
  props: { name: "files", rules },
  provider: { region: "eu-west-1" },
});

const selection: Declared = {
  type: "aws:backup/selection:Selection",
  name: "selection",
  props: { resources: ["arn:aws:s3:::*"] },
  from: { planId: ["production-files-plan"] },
};

const copyTo = (vault: string, deleteAfter: number, region = "eu-west-3") => ({
  copyActions: [
    {
      destinationVaultArn: `arn:aws:backup:${region}:333333333333:backup-vault:${vault}`,
      ...keep(deleteAfter),
    },
  ],
});

const lock = (props: Declared["props"], region = "eu-west-1"): Declared => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: `lock-${region}`,
  props: { backupVaultName: "vault", ...props },
  provider: { region },
});

const bucket: Declared = {
  type: "aws:s3/bucket:Bucket",
  name: "documents",
  props: { bucket: "acme-production-documents" },
};

const versioning = (status: unknown): Declared => ({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  name: "versioning",
  props: { bucket: "acme-production-documents", versioningConfiguration: { status } },
  from: { bucket: ["documents"] },
});

const replica: Declared = { ...bucket, name: "replica" };

const replication = (status: unknown): Declared => ({
  type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  name: "replication",
  props: { bucket: "acme-production-documents", rules: [{ id: "all", status }] },
  from: { bucket: ["documents"], rules: ["replica"] },
});

/** A load balancer that writes its access logs to the bucket. */
const balancer: Declared = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "public",
  props: { accessLogs: { bucket: "acme-production-documents" } },
};

const project = (props: Declared["props"]): Declared => ({
  type: "neon:index:Project",
  name: "database",
  props: { name: "acme-production", regionId: "aws-eu-west-1", ...props },
});

const snapshots = (...schedule: readonly object[]): Declared => ({
  type: "neon:index:SnapshotSchedule",
  name: "snapshots",
  props: { projectId: "bold-sun-33333333", branchId: "br-bold-sun-3333", schedule },
  from: { projectId: ["database"] },
});

const dailySnapshot = (days: number) => ({ frequency: "daily", retentionSeconds: days * 86_400 });
const weeklySnapshot = (days: number) => ({ frequency: "weekly", retentionSeconds: days * 86_400 });

const branch = (props: Declared["props"]): Declared => ({
  type: "neon:index:Branch",
  name: "branch",
  props: { projectId: "quiet-rain-11111111", name: "pr-7", ...props },
});

export const backupCases: readonly RuleCases[] = [
  {
    rule: "backup-require-plan",
    stack: "production",
    compliant: [{ title: "a bucket and a plan that selects", around: [bucket, plan(), selection] }],
    violating: [
      {
        title: "a bucket and no plan",
        around: [bucket],
        message:
          'backup-require-plan: pulumi:pulumi:Stack "platform-production" declares buckets and no backup plan; production needs one (BAK-9). Declare a backup plan.',
      },
      {
        title: "a bucket and a plan that selects nothing",
        around: [bucket, plan()],
        message:
          'backup-require-plan: pulumi:pulumi:Stack "platform-production" has a backup plan that selects nothing (BAK-9). Declare a Selection of the plan.',
      },
      {
        title: "a bucket under its superseded name",
        around: [{ ...bucket, type: "aws:s3/bucketV2:BucketV2" }],
        message:
          'backup-require-plan: pulumi:pulumi:Stack "platform-production" declares buckets and no backup plan; production needs one (BAK-9). Declare a backup plan.',
      },
    ],
    notApplicable: [{ title: "an environment without buckets" }],
    needs: [],
  },
  {
    rule: "backup-require-retention",
    stack: "production",
    compliant: [
      {
        title: "daily for 90 days",
        subject: plan({ ...daily, ...keep(90), enableContinuousBackup: false }),
      },
      {
        title: "daily for 90 days beside a continuous one",
        subject: plan({ ...continuous, ...keep(35) }, { ...daily, ...keep(90) }),
      },
      {
        title: "staging: daily for 30",
        stack: "staging",
        subject: plan({ ...daily, ...keep(30) }),
      },
      { title: "dev: weekly for 30", stack: "dev", subject: plan({ ...weekly, ...keep(30) }) },
      {
        title: "AWS Backup's own schedule, which is daily",
        subject: plan({ ruleName: "daily", targetVaultName: "vault", ...keep(90) }),
      },
      {
        title: "every twelve hours",
        subject: plan({ ...daily, schedule: "rate(12 hours)", ...keep(90) }),
      },
    ],
    violating: [
      {
        title: "a schedule whose years are over",
        subject: plan({ ...daily, schedule: "cron(0 3 * * ? 2020)", ...keep(90) }),
        message: `backup-require-retention: aws:backup/plan:Plan "production-files-plan" makes no daily backup; production keeps one at least 90 days (BAK-5). Add a rule with a daily schedule and set its lifecycle.deleteAfter to 90.`,
      },
      {
        title: "daily for 30 days",
        subject: plan({ ...daily, ...keep(30) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" keeps daily backups 30 days; production needs at least 90 (BAK-5). Set rules[].lifecycle.deleteAfter to 90.',
      },
      {
        title: "weekly only",
        subject: plan({ ...weekly, ...keep(365) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" makes no daily backup; production keeps one at least 90 days (BAK-5). Add a rule with a daily schedule and set its lifecycle.deleteAfter to 90.',
      },
      {
        title: "continuous only, which keeps no 90 days",
        subject: plan({ ...continuous, ...keep(35) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" makes no daily backup; production keeps one at least 90 days (BAK-5). Add a rule with a daily schedule and set its lifecycle.deleteAfter to 90.',
      },
      {
        title: "dev: weekly for three days",
        stack: "dev",
        subject: plan({ ...weekly, ...keep(3) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" keeps weekly backups 3 days; dev needs at least 7 (BAK-5). Set rules[].lifecycle.deleteAfter to 7.',
      },
      {
        title: "a schedule of another service",
        subject: plan({ ...daily, schedule: "every day", ...keep(90) }),
        message:
          'backup-require-retention: the rule could not read aws:backup/plan:Plan "production-files-plan": "every day" is no schedule of AWS Backup (BAK-5). Set rules[].lifecycle.deleteAfter.',
      },
      {
        title: "on the first of the month",
        subject: plan({ ...daily, schedule: "cron(0 3 1 * ? *)", ...keep(90) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" makes no daily backup; production keeps one at least 90 days (BAK-5). Add a rule with a daily schedule and set its lifecycle.deleteAfter to 90.',
      },
      {
        title: "daily in January",
        subject: plan({ ...daily, schedule: "cron(0 3 * 1 ? *)", ...keep(90) }),
        message:
          'backup-require-retention: aws:backup/plan:Plan "production-files-plan" makes no daily backup; production keeps one at least 90 days (BAK-5). Add a rule with a daily schedule and set its lifecycle.deleteAfter to 90.',
      },
    ],
    notApplicable: [
      { title: "the shared stack", stack: "shared", subject: plan({ ...daily, ...keep(1) }) },
    ],
    needs: ["rules", "rules.0.ruleName", "rules.0.lifecycle", "rules.0.lifecycle.deleteAfter"],
    awaits: ["rules.0.schedule", "rules.0.enableContinuousBackup"],
  },
  {
    rule: "backup-require-weekly",
    stack: "production",
    compliant: [
      { title: "weekly for a year", subject: plan({ ...weekly, ...keep(365) }) },
      { title: "daily for a year", subject: plan({ ...daily, ...keep(365) }) },
    ],
    violating: [
      {
        title: "weekly for 90 days",
        subject: plan({ ...daily, ...keep(90) }, { ...weekly, ...keep(90) }),
        message:
          'backup-require-weekly: aws:backup/plan:Plan "production-files-plan" keeps weekly backups 90 days; production needs at least 365 (BAK-2). Add a weekly rule with lifecycle.deleteAfter 365.',
      },
    ],
    notApplicable: [
      { title: "staging", stack: "staging", subject: plan({ ...weekly, ...keep(30) }) },
    ],
    needs: ["rules", "rules.0.lifecycle.deleteAfter"],
  },
  {
    rule: "backup-require-continuous-limit",
    stack: "production",
    compliant: [
      { title: "35 days", subject: plan({ ...continuous, ...keep(35) }) },
      { title: "one day", subject: plan({ ...continuous, ...keep(1) }) },
    ],
    violating: [
      {
        title: "36 days",
        subject: plan({ ...continuous, ...keep(36) }),
        message:
          'backup-require-continuous-limit: aws:backup/plan:Plan "production-files-plan" keeps the continuous backup of "continuous" 36 days; AWS Backup takes 1 to 35 (PRC-13). Set its lifecycle.deleteAfter to 35 or less and keep snapshots beside it.',
      },
      {
        title: "no day",
        subject: plan({ ...continuous, ...keep(0) }),
        message:
          'backup-require-continuous-limit: aws:backup/plan:Plan "production-files-plan" keeps the continuous backup of "continuous" 0 days; AWS Backup takes 1 to 35 (PRC-13). Set its lifecycle.deleteAfter to 35 or less and keep snapshots beside it.',
      },
    ],
    notApplicable: [{ title: "snapshots only", subject: plan({ ...daily, ...keep(90) }) }],
    needs: ["rules", "rules.0.lifecycle.deleteAfter"],
  },
  {
    rule: "backup-require-lock-fit",
    stack: "production",
    compliant: [
      {
        title: "90 days in a lock of 7 to 400",
        subject: plan({ ...daily, ...keep(90) }),
        around: [lock({ minRetentionDays: 7, maxRetentionDays: 400 })],
      },
      {
        title: "exactly the lock's limits, in a stack whose region is not said",
        subject: { ...plan({ ...daily, ...keep(7) }, { ...weekly, ...keep(400) }), provider: {} },
        around: [{ ...lock({ minRetentionDays: 7, maxRetentionDays: 400 }), provider: {} }],
      },
      {
        title: "a copy that fits the lock of its own region",
        subject: plan({ ...daily, ...keep(90), ...copyTo("vault", 90) }),
        around: [lock({ minRetentionDays: 30, maxRetentionDays: 90 }, "eu-west-3")],
      },
    ],
    violating: [
      {
        title: "5 days in a lock of 7 and more",
        subject: plan({ ...daily, ...keep(5) }),
        around: [lock({ minRetentionDays: 7 })],
        message: `backup-require-lock-fit: aws:backup/plan:Plan "production-files-plan" keeps "daily" 5 days in the vault "vault", whose lock takes 7 or more (PRC-13). Move lifecycle.deleteAfter into the lock's limits.`,
      },
      {
        title: "500 days in a lock of 7 to 400",
        subject: plan({ ...weekly, ...keep(500) }),
        around: [lock({ minRetentionDays: 7, maxRetentionDays: 400 })],
        message: `backup-require-lock-fit: aws:backup/plan:Plan "production-files-plan" keeps "weekly" 500 days in the vault "vault", whose lock takes 7 to 400 (PRC-13). Move lifecycle.deleteAfter into the lock's limits.`,
      },
      {
        title: "a copy into what is no vault",
        subject: plan({
          ...daily,
          ...keep(90),
          copyActions: [{ destinationVaultArn: "arn:aws:backup:eu-west-3:1:vault", ...keep(90) }],
        }),
        around: [lock({ minRetentionDays: 7 })],
        message: `backup-require-lock-fit: the rule could not read aws:backup/plan:Plan "production-files-plan": "arn:aws:backup:eu-west-3:1:vault" is no vault's ARN (PRC-13). Move lifecycle.deleteAfter into the lock's limits.`,
      },
      {
        title: "a copy that is longer than the lock of its own region",
        subject: plan({ ...daily, ...keep(90), ...copyTo("vault", 365) }),
        around: [lock({ minRetentionDays: 30, maxRetentionDays: 90 }, "eu-west-3")],
        message: `backup-require-lock-fit: aws:backup/plan:Plan "production-files-plan" keeps "daily (copy)" 365 days in the vault "vault", whose lock takes 30 to 90 (PRC-13). Move lifecycle.deleteAfter into the lock's limits.`,
      },
    ],
    notApplicable: [
      { title: "a vault without a lock", subject: plan({ ...daily, ...keep(90) }) },
      {
        title: "a lock on the other region's vault",
        subject: plan({ ...daily, ...keep(90) }),
        around: [lock({ maxRetentionDays: 7 }, "eu-west-3")],
      },
    ],
    needs: [
      "rules.0.targetVaultName",
      "rules.0.lifecycle.deleteAfter",
      "lock-eu-west-1:backupVaultName",
    ],
    awaits: ["lock-eu-west-1:minRetentionDays", "lock-eu-west-1:maxRetentionDays"],
  },
  {
    rule: "backup-require-copy",
    stack: "production",
    compliant: [
      {
        title: "a snapshot with a copy",
        subject: plan(
          { ...continuous, ...keep(35) },
          { ...daily, ...keep(90), ...copyTo("v", 90) },
        ),
      },
    ],
    violating: [
      {
        title: "one of two snapshots without a copy",
        subject: plan({ ...daily, ...keep(90), ...copyTo("v", 90) }, { ...weekly, ...keep(365) }),
        message:
          'backup-require-copy: aws:backup/plan:Plan "production-files-plan" copies no backup of "weekly" to another region (BAK-7). Add copyActions to the rule.',
      },
      {
        title: "a copy beside the original",
        subject: plan({ ...daily, ...keep(90), ...copyTo("v", 90, "eu-west-1") }),
        message: `backup-require-copy: aws:backup/plan:Plan "production-files-plan" copies no backup of "daily" to another region (BAK-7). Add copyActions to the rule.`,
      },
    ],
    notApplicable: [{ title: "continuous only", subject: plan({ ...continuous, ...keep(35) }) }],
    needs: ["rules", "rules.1.copyActions"],
  },
  {
    rule: "vault-lock-forbid-compliance",
    stack: "production",
    compliant: [
      {
        title: "compliance mode of a vault that is listed for it",
        subject: lock({ backupVaultName: "acme-production-sealed", changeableForDays: 3 }),
      },
      { title: "governance mode", subject: lock({ minRetentionDays: 7 }) },
    ],
    violating: [
      {
        title: "compliance mode of any other vault",
        subject: lock({ changeableForDays: 3 }),
        message:
          'vault-lock-forbid-compliance: aws:backup/vaultLockConfiguration:VaultLockConfiguration "lock-eu-west-1" locks the vault "vault" in compliance mode, which nobody can undo (PRC-14). Leave changeableForDays out, or list "vault" under complianceLocks of production in policies/environments.yaml.',
      },
    ],
    needs: ["backupVaultName"],
    awaits: ["changeableForDays"],
  },
  {
    rule: "bucket-require-versioning",
    stack: "production",
    compliant: [
      { title: "versioning is enabled", subject: bucket, around: [versioning("Enabled")] },
    ],
    violating: [
      {
        title: "no versioning",
        subject: bucket,
        message:
          'bucket-require-versioning: aws:s3/bucket:Bucket "documents" has no BucketVersioning made for it (BAK-6). Declare a BucketVersioning with status Enabled for the bucket.',
      },
      {
        title: "no versioning, under the superseded name",
        subject: { ...bucket, type: "aws:s3/bucketV2:BucketV2" },
        message: `bucket-require-versioning: aws:s3/bucketV2:BucketV2 "documents" has no BucketVersioning made for it (BAK-6). Declare a BucketVersioning with status Enabled for the bucket.`,
      },
      {
        title: "suspended",
        subject: bucket,
        around: [versioning("Suspended")],
        message:
          'bucket-require-versioning: aws:s3/bucket:Bucket "documents" has versioning Suspended, not Enabled (BAK-6). Declare a BucketVersioning with status Enabled for the bucket.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: bucket }],
    needs: ["versioning:versioningConfiguration", "versioning:versioningConfiguration.status"],
  },
  {
    rule: "bucket-require-replication",
    stack: "production",
    compliant: [
      { title: "an enabled rule", subject: bucket, around: [replica, replication("Enabled")] },
    ],
    violating: [
      {
        title: "no replication",
        subject: bucket,
        message:
          'bucket-require-replication: aws:s3/bucket:Bucket "documents" has no BucketReplicationConfig made for it (BAK-6). Declare a BucketReplicationConfig with an enabled rule for the bucket.',
      },
      {
        title: "a bucket without a name beside a load balancer without logs",
        subject: { ...bucket, props: {} },
        around: [{ ...balancer, props: {} }],
        message:
          'bucket-require-replication: aws:s3/bucket:Bucket "documents" has no BucketReplicationConfig made for it (BAK-6). Declare a BucketReplicationConfig with an enabled rule for the bucket.',
      },
      {
        title: "access logs in a bucket that is backed up, so that holds more",
        subject: { ...bucket, props: { ...bucket.props, tags: { backup: "daily" } } },
        around: [balancer],
        message:
          'bucket-require-replication: aws:s3/bucket:Bucket "documents" has no BucketReplicationConfig made for it (BAK-6). Declare a BucketReplicationConfig with an enabled rule for the bucket.',
      },
      {
        title: "a disabled rule",
        subject: bucket,
        around: [replica, replication("Disabled")],
        message:
          'bucket-require-replication: aws:s3/bucket:Bucket "documents" has no replication rule that is Enabled (BAK-6). Declare a BucketReplicationConfig with an enabled rule for the bucket.',
      },
    ],
    notApplicable: [
      { title: "staging", stack: "staging", subject: bucket },
      { title: "the replica itself", subject: replica, around: [bucket, replication("Enabled")] },
      { title: "access logs alone", subject: bucket, around: [balancer] },
    ],
    needs: ["replication:rules", "replication:rules.0.status"],
  },
  {
    rule: "database-require-snapshots",
    stack: "production",
    compliant: [
      { title: "daily for 90 days", subject: project({}), around: [snapshots(dailySnapshot(90))] },
      {
        title: "dev: daily for 7 days",
        stack: "dev",
        subject: project({}),
        around: [snapshots(dailySnapshot(7))],
      },
    ],
    violating: [
      {
        title: "no schedule",
        subject: project({}),
        message: `database-require-snapshots: neon:index:Project "database" makes no daily snapshot; production keeps one at least 90 days (BAK-1). Give the project a SnapshotSchedule with a daily item.`,
      },
      {
        title: "daily for 30 days",
        subject: project({}),
        around: [snapshots(dailySnapshot(30))],
        message: `database-require-snapshots: neon:index:Project "database" keeps daily snapshots 30 days; production needs at least 90 (BAK-1). Set retentionSeconds of its SnapshotSchedule's daily item to 7776000.`,
      },
      {
        title: "weekly only",
        subject: project({}),
        around: [snapshots(weeklySnapshot(365))],
        message: `database-require-snapshots: neon:index:Project "database" makes no daily snapshot; production keeps one at least 90 days (BAK-1). Give the project a SnapshotSchedule with a daily item.`,
      },
    ],
    notApplicable: [{ title: "the shared stack", stack: "shared", subject: project({}) }],
    needs: [
      "snapshots:schedule",
      "snapshots:schedule.0.frequency",
      "snapshots:schedule.0.retentionSeconds",
    ],
  },
  {
    rule: "database-require-weekly-snapshots",
    stack: "production",
    compliant: [
      {
        title: "weekly for a year",
        subject: project({}),
        around: [snapshots(weeklySnapshot(365), dailySnapshot(90))],
      },
    ],
    violating: [
      {
        title: "daily for 90 days only",
        subject: project({}),
        around: [snapshots(dailySnapshot(90))],
        message:
          'database-require-weekly-snapshots: neon:index:Project "database" keeps weekly snapshots 90 days; production needs at least 365 (BAK-2). Add a weekly item with retentionSeconds 31536000 to its SnapshotSchedule.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: project({}) }],
    needs: ["snapshots:schedule", "snapshots:schedule.0.retentionSeconds"],
  },
  {
    rule: "database-require-history",
    stack: "production",
    compliant: [{ title: "seven days", subject: project({ historyRetentionSeconds: 604_800 }) }],
    violating: [
      {
        title: "one day",
        subject: project({ historyRetentionSeconds: 86_400 }),
        message:
          'database-require-history: neon:index:Project "database" can go back 86400 seconds; production needs at least 604800 (BAK-3). Set historyRetentionSeconds to 604800.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: project({}) }],
    needs: ["historyRetentionSeconds"],
  },
  {
    rule: "database-require-protected-branch",
    stack: "production",
    compliant: [{ title: "protected", subject: project({ defaultBranch: { protected: true } }) }],
    violating: [
      {
        title: "not protected",
        subject: project({ defaultBranch: { protected: false } }),
        message:
          'database-require-protected-branch: neon:index:Project "database" leaves its default branch unprotected (PRC-10). Set defaultBranch.protected to true.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: project({}) }],
    needs: ["defaultBranch", "defaultBranch.protected"],
  },
  {
    rule: "database-forbid-suspend",
    stack: "production",
    compliant: [
      {
        title: "never",
        subject: project({ defaultEndpointSettings: { suspendTimeoutSeconds: -1 } }),
      },
      {
        title: "an endpoint that never sleeps",
        subject: {
          type: "neon:index:Endpoint",
          name: "endpoint",
          props: { suspendTimeoutSeconds: -1 },
        },
      },
    ],
    violating: [
      {
        title: "Neon's default of five minutes",
        subject: project({ defaultEndpointSettings: { suspendTimeoutSeconds: 0 } }),
        message:
          'database-forbid-suspend: neon:index:Project "database" lets the database sleep after 0 seconds (DAT-9). Set defaultEndpointSettings.suspendTimeoutSeconds to -1.',
      },
      {
        title: "an endpoint that sleeps",
        subject: {
          type: "neon:index:Endpoint",
          name: "endpoint",
          props: { suspendTimeoutSeconds: 300 },
        },
        message:
          'database-forbid-suspend: neon:index:Endpoint "endpoint" lets the database sleep after 300 seconds (DAT-9). Set suspendTimeoutSeconds to -1.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: project({}) }],
    needs: ["defaultEndpointSettings", "defaultEndpointSettings.suspendTimeoutSeconds"],
  },
  {
    rule: "preview-branch-require-expiry",
    stack: "pr-7",
    compliant: [
      { title: "in a week", subject: branch({ expiresAt: "2026-11-28T00:00:00Z" }) },
      { title: "already past", subject: branch({ expiresAt: "2026-11-01T00:00:00Z" }) },
    ],
    violating: [
      {
        title: "in a month",
        subject: branch({ expiresAt: "2026-12-21T00:00:00Z" }),
        message:
          'preview-branch-require-expiry: neon:index:Branch "branch" lives until 2026-12-21T00:00:00Z, 30 days from 2026-11-21; at most 7 are allowed (ENV-4). Set expiresAt to at most seven days from now.',
      },
      {
        title: "some day",
        subject: branch({ expiresAt: "later" }),
        message:
          'preview-branch-require-expiry: the rule could not read neon:index:Branch "branch": "later" is no date (ENV-4). Set expiresAt to at most seven days from now.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: branch({}) }],
    needs: ["expiresAt"],
  },
];
