import type { RuleCases, Violating } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const home = { region: "eu-west-1" };
const far = { region: "eu-west-3" };

const rule = (ruleName: string, schedule: string, deleteAfter: number, more: object = {}) => ({
  ruleName,
  targetVaultName: "vault",
  schedule,
  lifecycle: { deleteAfter },
  ...more,
});
const daily = (deleteAfter: number, more: object = {}) =>
  rule("daily", "cron(0 3 * * ? *)", deleteAfter, more);
const weekly = (deleteAfter: number, more: object = {}) =>
  rule("weekly", "cron(0 4 ? * SUN *)", deleteAfter, more);
const copied = (deleteAfter: number, vault = "vault") => ({
  copyActions: [
    {
      destinationVaultArn: `arn:aws:backup:eu-west-3:333333333333:backup-vault:${vault}`,
      lifecycle: { deleteAfter },
    },
  ],
});

const bare = (...rules: readonly object[]): Declared =>
  declaring("aws:backup/plan:Plan")({ rules }, { name: "plan", provider: home });
/** With points in time besides. */
const plan = (...rules: readonly object[]): Declared =>
  bare(...rules, rule("continuous", "cron(0 2 * * ? *)", 35, { enableContinuousBackup: true }));
const selection = (props: object): Declared =>
  declaring("aws:backup/selection:Selection")(
    { resources: ["arn:aws:s3:::*"], ...props },
    { name: "selection", from: { planId: ["plan"] } },
  );
const tagged = (kind: string, value: string) => ({
  conditions: [{ [kind]: [{ key: "aws:ResourceTag/backup", value }] }],
});
const vault = (name: string, provider: object): Declared =>
  declaring("aws:backup/vault:Vault")({ name: "vault" }, { name, provider: { ...provider } });
const vaultLock = (name: string, provider: object, props: object = {}): Declared =>
  declaring("aws:backup/vaultLockConfiguration:VaultLockConfiguration")(
    { backupVaultName: "vault", minRetentionDays: 7, maxRetentionDays: 400, ...props },
    { name, provider: { ...provider } },
  );
const bucket = (props: object = {}): Declared =>
  declaring("aws:s3/bucket:Bucket")(
    { bucket: "documents", tags: { backup: "files" }, ...props },
    { provider: home },
  );
const replica = declaring("aws:s3/bucket:Bucket")(
  { bucket: "replica" },
  { name: "replica", provider: far },
);
const ofBucket = (type: string, props: object): Declared =>
  declaring(`aws:s3/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`)(
    { bucket: "documents", ...props },
    {
      name: type,
      from: { bucket: ["subject"], ...(type.endsWith("Config") && { rules: ["replica"] }) },
    },
  );
const versioning = (status: string): Declared =>
  ofBucket("BucketVersioning", { versioningConfiguration: { status } });
const lock = (days: number): Declared =>
  ofBucket("BucketObjectLockConfiguration", {
    rule: { defaultRetention: { mode: "GOVERNANCE", days } },
  });
const replication = (destination: string, status = "Enabled"): Declared =>
  ofBucket("BucketReplicationConfig", {
    rules: [{ status, destination: { bucket: `arn:aws:s3:::${destination}` } }],
  });
const lifecycle = (more: object): Declared =>
  ofBucket("BucketLifecycleConfiguration", { rules: [{ status: "Enabled", ...more }] });

/** All that brings production's files back, with what is given instead of what has its name. */
const around = (...instead: readonly Declared[]): readonly Declared[] => {
  const whole = [
    plan(daily(90, copied(90)), weekly(365, copied(365))),
    selection(tagged("stringEquals", "files")),
    vault("vault", home),
    vault("far-vault", far),
    vaultLock("lock", home),
    vaultLock("far-lock", far),
    versioning("Enabled"),
    lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 90 } }),
    lock(30),
    replica,
    replication("replica"),
  ];
  const names = new Set(instead.map(({ name }) => name));
  return [...whole.filter(({ name }) => !names.has(name)), ...instead];
};
const without = (...names: readonly string[]): readonly Declared[] =>
  around().filter(({ name }) => !names.includes(name));

const id = "data-require-restore-points";
const said = (what: string, set: string, subject = 'aws:s3/bucket:Bucket "subject"') =>
  `${id}: ${subject} ${what} (BAK-8). ${set}`;
const lacking = (
  title: string,
  around: readonly Declared[],
  what: string,
  set: string,
): Violating => ({
  title,
  subject: bucket(),
  around,
  message: said(what, set),
});

const inPlan = "Give the backup plan that selects it a rule with such a schedule and deleteAfter.";
const inCopy = "Give the rule copyActions into a locked vault, with such a lifecycle.";
const inVault = "Declare a VaultLockConfiguration with minRetentionDays for the vault.";
const mend = "Mend what it says, or declare what does it.";
const needed = "which production needs";

const project = (props: object = {}): Declared =>
  declaring("neon:index:Project")({ historyRetentionSeconds: 604_800, ...props });
const snapshots = (...kept: readonly (readonly [string, number])[]): Declared =>
  declaring("neon:index:SnapshotSchedule")(
    { schedule: kept.map(([frequency, days]) => ({ frequency, retentionSeconds: days * 86_400 })) },
    { name: "snapshots", from: { projectId: ["subject"] } },
  );
const secret = declaring("aws:secretsmanager/secret:Secret");

const restorePoints: RuleCases = {
  rule: id,
  stack: "production",
  compliant: [
    { title: "files with all that brings them back", subject: bucket(), around: around() },
    {
      title: "files that no exception leaves out",
      subject: bucket(),
      around: around(selection(tagged("stringNotLikes", "none*"))),
    },
    {
      title: "a backup each hour, which each day has",
      subject: bucket(),
      around: around(plan(rule("hourly", "cron(0 0/1 ? * * *)", 365, copied(365)))),
    },
    {
      title: "a weekly backup on the day that the daily one leaves out",
      subject: bucket(),
      around: around(
        plan(rule("daily", "cron(0 3 ? * MON-SAT *)", 90, copied(90)), weekly(365, copied(365))),
      ),
    },
    {
      title: "development's files, once a week",
      stack: "dev",
      subject: bucket(),
      around: [plan(weekly(7)), selection({}), vault("vault", home)],
    },
    {
      title: "a database with its history and snapshots",
      subject: project(),
      around: [snapshots(["daily", 90], ["weekly", 365])],
    },
    { title: "a secret that can be taken back", subject: secret({ recoveryWindowInDays: 30 }) },
  ],
  violating: [
    lacking(
      "daily backups that are kept 30 days",
      around(plan(daily(30, copied(90)), weekly(365, copied(365)))),
      `has on day 30 no daily backup of day 0 for 90 days, ${needed} (BAK-5) and has on day 30 no daily backup of day 0 under a lock for 90 days, ${needed} (PRC-11)`,
      inPlan,
    ),
    lacking(
      "copies that stay in the region",
      around(plan(daily(90), weekly(365))),
      `has on day 0 no daily backup of day 0 in another region under a lock for 90 days, ${needed} (BAK-7) and has on day 6 no weekly backup of days 0 to 6 in another region under a lock for 365 days, ${needed} (BAK-7)`,
      inCopy,
    ),
    lacking(
      "a copy into a vault that is not there",
      around(plan(daily(90, copied(90, "gone")), weekly(365, copied(365)))),
      `keeps "daily" 90 days in the vault "gone" of eu-west-3, which this stack does not declare and has on day 0 no daily backup of day 0 in another region under a lock for 90 days, ${needed} (BAK-7)`,
      inCopy,
    ),
    lacking(
      "a lock that takes nothing so long",
      around(vaultLock("far-lock", far, { maxRetentionDays: 364 })),
      `keeps "weekly" 365 days in the vault "vault" of eu-west-3, whose lock takes 7 to 364 and has on day 96 no weekly backup of days 0 to 6 in another region under a lock for 365 days, ${needed} (BAK-7)`,
      inCopy,
    ),
    lacking(
      "a vault without a lock",
      without("lock"),
      `has on day 0 no daily backup of day 0 under a lock for 90 days, ${needed} (PRC-11) and has on day 6 no weekly backup of days 0 to 6 under a lock for 365 days, ${needed} (PRC-11)`,
      inVault,
    ),
    lacking(
      "a continuous backup that AWS refuses",
      around(
        plan(
          rule("continuous", "cron(0 2 * * ? *)", 36, { enableContinuousBackup: true }),
          daily(90, copied(90)),
          weekly(365, copied(365)),
        ),
      ),
      'keeps the continuous backup of "continuous" 36 days; AWS Backup takes 1 to 35',
      mend,
    ),
    lacking(
      "versions that are gone the next day",
      around(lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 1 } })),
      `has on day 1 no former version of day 0 for 7 days, ${needed} (BAK-6)`,
      "Declare a BucketVersioning with status Enabled for the bucket.",
    ),
    lacking(
      "files that expire",
      around(lifecycle({ expiration: { days: 365 } })),
      "deletes on day 365 what was written on day 0",
      mend,
    ),
    lacking(
      "a replica that is switched off",
      around(replication("replica", "Disabled")),
      `has on day 0 no replica of day 0 in another region, ${needed} (BAK-6)`,
      "Declare a BucketReplicationConfig with an enabled rule for the bucket.",
    ),
    lacking(
      "files that nothing locks",
      around(lock(0)),
      `has on day 0 no locked version of day 0 for 30 days, ${needed} (PRC-12)`,
      "Declare a BucketObjectLockConfiguration for the bucket that holds as long.",
    ),
    {
      title: "two buckets that are each other's replica, and nothing else",
      stack: "dev",
      subject: bucket(),
      around: [
        { ...bucket(), name: "replica" },
        replication("replica"),
        {
          ...replication("documents"),
          name: "back",
          from: { bucket: ["replica"], rules: ["subject"] },
        },
      ],
      message: said(
        "has on day 6 no weekly backup of days 0 to 6, which dev needs (BAK-5)",
        inPlan,
      ),
    },
    {
      title: "a backup on working days",
      stack: "staging",
      subject: bucket(),
      around: around(plan(rule("daily", "cron(0 3 ? * MON-FRI *)", 30))),
      message: said(
        "has on day 0 no daily backup of day 0 for 30 days, which staging needs (BAK-5) and has on day 0 no daily backup of day 0 under a lock for 7 days, which staging needs (PRC-11)",
        inPlan,
      ),
    },
    {
      title: "files that the plan does not select",
      stack: "dev",
      subject: bucket(),
      around: [plan(weekly(7)), selection(tagged("stringLikes", "other*")), vault("vault", home)],
      message: said(
        "has on day 6 no weekly backup of days 0 to 6, which dev needs (BAK-5)",
        inPlan,
      ),
    },
    {
      title: "files that an exception leaves out",
      stack: "dev",
      subject: bucket(),
      around: [
        plan(weekly(7)),
        selection({ notResources: ["arn:aws:s3:::doc*"] }),
        vault("vault", home),
      ],
      message: said(
        "has on day 6 no weekly backup of days 0 to 6, which dev needs (BAK-5)",
        inPlan,
      ),
    },
    lacking(
      "no points in time",
      around(bare(daily(90, copied(90)), weekly(365, copied(365)))),
      `has on day 0 no moment of history of day 0 for 30 days, ${needed} (BAK-5)`,
      "Give the backup plan that selects it a rule with enableContinuousBackup.",
    ),
    {
      title: "a schedule that ends with its year",
      stack: "dev",
      subject: bucket(),
      around: [
        bare(rule("weekly", "cron(0 4 ? * SUN 2028)", 7)),
        selection({}),
        vault("vault", home),
      ],
      message: said(
        "has on day 6 no weekly backup of days 0 to 6, which dev needs (BAK-5)",
        inPlan,
      ),
    },
    {
      title: "a database that forgets",
      subject: project({ historyRetentionSeconds: 86_400 }),
      around: [snapshots(["daily", 90])],
      message: said(
        `has on day 96 no weekly snapshot of days 0 to 6 for 365 days, ${needed} (BAK-2) and has on day 1 no moment of history of day 0 for 7 days, ${needed} (BAK-3)`,
        "Give its SnapshotSchedule an item with such a frequency and retentionSeconds.",
        'neon:index:Project "subject"',
      ),
    },
    {
      title: "a bucket of R2, which no bucket of that name copies",
      subject: declaring("cloudflare:index/r2Bucket:R2Bucket")({ name: "documents" }),
      around: [{ ...bucket(), name: "documents" }],
      message: said(
        `has on day 0 no restore point of day 0, ${needed} (BAK-8)`,
        "Declare what protects it: backups, versions, a replica, a lock or a deletion window.",
        'cloudflare:index/r2Bucket:R2Bucket "subject"',
      ),
    },
  ],
  notApplicable: [{ title: "a secret of development", stack: "dev", subject: secret({}) }],
  needs: [
    "plan:rules",
    "plan:rules.0.ruleName",
    "plan:rules.0.lifecycle.deleteAfter",
    "plan:rules.0.copyActions.0.destinationVaultArn",
    "plan:rules.0.copyActions.0.lifecycle.deleteAfter",
    "plan:rules.0.targetVaultName",
    "selection:conditions.0.stringEquals.0.key",
    "selection:conditions.0.stringEquals.0.value",
    "BucketVersioning:versioningConfiguration.status",
    "BucketObjectLockConfiguration:rule.defaultRetention.mode",
    "BucketObjectLockConfiguration:rule.defaultRetention.days",
    "BucketReplicationConfig:rules.0.status",
    "BucketReplicationConfig:rules.0.destination.bucket",
  ],
  awaits: ["plan:rules.0.schedule"],
};

const restoring = (props: object, points: object = {}): Declared =>
  declaring("aws:backup/restoreTestingPlan:RestoreTestingPlan")(
    {
      name: "test",
      scheduleExpression: "cron(0 5 ? * SUN *)",
      recoveryPointSelection: {
        includeVaults: ["arn:aws:backup:eu-west-1:333333333333:backup-vault:vault"],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
        ...points,
      },
      ...props,
    },
    { name: "test" },
  );
const finding = (value: string): Declared =>
  declaring("aws:backup/restoreTestingSelection:RestoreTestingSelection")(
    {
      restoreTestingPlanName: "test",
      protectedResourceConditions: {
        stringEquals: [{ key: "aws:ResourceTag/backup", value }],
      },
    },
    { name: "found" },
  );
const tests = "data-require-restore-test";
const onTheVault =
  "Declare a RestoreTestingPlan on the vault, with a RestoreTestingSelection that finds it.";
const untested = (title: string, tested: readonly Declared[], what: string): Violating => ({
  title,
  subject: bucket(),
  around: [...around(), ...tested],
  message: `${tests}: aws:s3/bucket:Bucket "subject" ${what} (BAK-10). ${onTheVault}`,
});

export const calendarCases: readonly RuleCases[] = [
  restorePoints,
  {
    rule: tests,
    stack: "production",
    compliant: [
      {
        title: "files that are restored each week",
        subject: bucket(),
        around: [...around(), restoring({}), finding("files")],
      },
      {
        title: "any vault",
        subject: bucket(),
        around: [...around(), restoring({}, { includeVaults: ["*"] }), finding("files")],
      },
    ],
    violating: [
      untested("no test", [], "is selected by no restore test"),
      untested(
        "a test of other files",
        [restoring({}), finding("others")],
        "is selected by no restore test",
      ),
      untested(
        "a test once a year",
        [restoring({ scheduleExpression: "cron(0 5 1 6 ? *)" }), finding("files")],
        'is restored by "test" every 247 days; a month is the most',
      ),
      untested(
        "a test of a vault in which they are not",
        [
          restoring(
            {},
            {
              includeVaults: ["arn:aws:backup:eu-west-1:333333333333:backup-vault:other"],
            },
          ),
          finding("files"),
        ],
        'has no restore point of the 7 days before day 8, on which "test" restores one',
      ),
      untested(
        "a test of what is not made",
        [restoring({}, { recoveryPointTypes: ["CONTINUOUS"] }), finding("files"), bare(daily(90))],
        'has no restore point of the 7 days before day 8, on which "test" restores one',
      ),
    ],
    needs: [
      "test:scheduleExpression",
      "test:recoveryPointSelection.includeVaults",
      "test:recoveryPointSelection.recoveryPointTypes",
      "test:recoveryPointSelection.selectionWindowDays",
      "found:protectedResourceConditions.stringEquals",
      "found:protectedResourceConditions.stringEquals.0.key",
      "found:protectedResourceConditions.stringEquals.0.value",
    ],
  },
];
