import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const plan = declaring("aws:backup/plan:Plan")({ name: "plan" });
const test = (props: Declared["props"]): Declared =>
  declaring("aws:backup/restoreTestingPlan:RestoreTestingPlan")(
    { name: "weekly", ...props },
    { name: "test" },
  );
const tested = declaring("aws:backup/restoreTestingSelection:RestoreTestingSelection")(
  {
    restoreTestingPlanName: "weekly",
    protectedResourceConditions: {
      stringEquals: [{ key: "aws:ResourceTag/backup", value: "files" }],
    },
  },
  { name: "tested" },
);

const bucket = (props: object = {}): Declared =>
  declaring("aws:s3/bucket:Bucket")({
    bucket: "acme-production-documents",
    tags: { backup: "files" },
    ...props,
  });
const ofBucket = (type: string, name: string, props: object): Declared =>
  declaring(type)({ bucket: "b", ...props }, { name, from: { bucket: ["subject"] } });
const files = { ...bucket(), name: "files" };
const lock = (props: object): Declared =>
  ofBucket("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "lock", props);
const lifecycle = (...statuses: readonly unknown[]): Declared =>
  ofBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
    rules: statuses.map((status) => ({ status })),
  });
const expiring = (rule: object): Declared =>
  declaring("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")(
    { rules: [rule] },
    { from: { bucket: ["files"] } },
  );
const logger = declaring("aws:lb/loadBalancer:LoadBalancer")(
  { accessLogs: { bucket: "logs" } },
  { name: "logger" },
);

const failover = declaring("cloudflare:index/loadBalancer:LoadBalancer");
const pool = (name: string, props: Declared["props"]): Declared =>
  declaring("cloudflare:index/loadBalancerPool:LoadBalancerPool")(props, { name });

const vault = declaring("aws:backup/vault:Vault")({ name: "files" });
const ofVault = (type: string, name: string, props: object): Declared =>
  declaring(type)(
    { backupVaultName: "files", ...props },
    {
      name,
      from: { backupVaultName: ["subject"] },
    },
  );
const endings = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:DeleteBackupVault*",
  "backup:PutBackupVaultAccessPolicy",
];
const guard = (statement: object): Declared =>
  ofVault("aws:backup/vaultPolicy:VaultPolicy", "policy", {
    policy: JSON.stringify({
      Statement: [{ Effect: "Deny", Principal: "*", Action: endings, Resource: "*", ...statement }],
    }),
  });
/** Closes what is done to the vault itself. */
const closed: Declared = { ...guard({ Action: "backup:*Vault*" }), name: "closed" };
const but = (arn: string) => ({ Condition: { ArnNotEquals: { "aws:PrincipalArn": arn } } });

const schema = declaring(
  "confluentcloud:index/schemaRegistryClusterConfig:SchemaRegistryClusterConfig",
);
const events = declaring("confluentcloud:index/kafkaTopic:KafkaTopic");

export const recoveryCases: readonly RuleCases[] = [
  {
    rule: "backup-require-restore-test",
    stack: "production",
    compliant: [
      {
        title: "every week",
        subject: plan,
        around: [test({ scheduleExpression: "cron(0 5 ? * SUN *)" }), tested, files],
      },
      {
        title: "every month",
        subject: plan,
        around: [test({ scheduleExpression: "cron(0 5 1 * ? *)" }), tested, files],
      },
    ],
    violating: [
      {
        title: "never",
        subject: plan,
        message:
          'backup-require-restore-test: aws:backup/plan:Plan "subject" makes backups that nothing restores (BAK-10). Declare a RestoreTestingPlan with a RestoreTestingSelection.',
      },
      {
        title: "of nothing",
        subject: plan,
        around: [test({ scheduleExpression: "cron(0 5 ? * SUN *)" })],
        message:
          'backup-require-restore-test: aws:backup/plan:Plan "subject" makes backups of which no restore test selects any (BAK-10). Declare a RestoreTestingPlan with a RestoreTestingSelection.',
      },
      {
        title: "of what has a tag that no files have",
        subject: plan,
        around: [
          test({ scheduleExpression: "cron(0 5 ? * SUN *)" }),
          tested,
          { ...bucket({ tags: { backup: "others" } }), name: "others" },
        ],
        message:
          'backup-require-restore-test: aws:backup/plan:Plan "subject" makes backups of which no restore test selects any (BAK-10). Declare a RestoreTestingPlan with a RestoreTestingSelection.',
      },
      {
        title: "every year",
        subject: plan,
        around: [test({ scheduleExpression: "cron(0 5 1 1 ? *)" }), tested, files],
        message:
          'backup-require-restore-test: aws:backup/plan:Plan "subject" makes backups that are restored every 366 days; a month is the most (BAK-10). Declare a RestoreTestingPlan with a RestoreTestingSelection.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: plan }],
    needs: [
      "test:scheduleExpression",
      "tested:restoreTestingPlanName",
      "tested:protectedResourceConditions.stringEquals",
    ],
  },
  {
    rule: "bucket-require-object-lock",
    stack: "production",
    compliant: [
      {
        title: "for a month",
        subject: bucket(),
        around: [lock({ rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } })],
      },
      {
        title: "for a year",
        subject: bucket(),
        around: [lock({ rule: { defaultRetention: { mode: "COMPLIANCE", years: 1 } } })],
      },
    ],
    violating: [
      {
        title: "never",
        subject: bucket(),
        message:
          'bucket-require-object-lock: aws:s3/bucket:Bucket "subject" has no BucketObjectLockConfiguration made for it (PRC-12). Declare a BucketObjectLockConfiguration for the bucket.',
      },
      {
        title: "for no time",
        subject: bucket(),
        around: [lock({ rule: { defaultRetention: { mode: "GOVERNANCE", days: 0 } } })],
        message:
          'bucket-require-object-lock: aws:s3/bucket:Bucket "subject" locks its objects for no time (PRC-12). Declare a BucketObjectLockConfiguration for the bucket.',
      },
    ],
    notApplicable: [
      { title: "logs alone", subject: bucket({ bucket: "logs", tags: {} }), around: [logger] },
      { title: "dev", stack: "dev", subject: bucket() },
    ],
    needs: [
      "lock:rule",
      "lock:rule.defaultRetention",
      "lock:rule.defaultRetention.mode",
      "lock:rule.defaultRetention.days",
    ],
  },
  {
    rule: "bucket-require-lifecycle",
    stack: "dev",
    compliant: [
      { title: "a rule", subject: bucket(), around: [lifecycle("Enabled")] },
      {
        title: "a rule beside one that is switched off",
        subject: bucket(),
        around: [lifecycle("Disabled", "Enabled")],
      },
    ],
    violating: [
      {
        title: "none",
        subject: bucket(),
        message:
          'bucket-require-lifecycle: aws:s3/bucket:Bucket "subject" has no BucketLifecycleConfiguration made for it (PRC-15). Declare a BucketLifecycleConfiguration with an enabled rule for the bucket.',
      },
      {
        title: "one that is switched off",
        subject: bucket(),
        around: [lifecycle("Disabled")],
        message:
          'bucket-require-lifecycle: aws:s3/bucket:Bucket "subject" has no lifecycle rule that is Enabled (PRC-15). Declare a BucketLifecycleConfiguration with an enabled rule for the bucket.',
      },
    ],
    needs: ["lifecycle:rules", "lifecycle:rules.0.status"],
  },
  {
    rule: "bucket-forbid-expiry",
    stack: "production",
    compliant: [
      {
        title: "files: what was replaced",
        subject: expiring({ noncurrentVersionExpiration: { noncurrentDays: 90 } }),
        around: [files],
      },
    ],
    violating: [
      {
        title: "files: what is a week old",
        subject: expiring({ expiration: { days: 7 } }),
        around: [files],
        message:
          'bucket-forbid-expiry: aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration "subject" deletes what is 7 days old (BAK-6). Leave expiration.days out; noncurrentVersionExpiration removes what was replaced.',
      },
    ],
    notApplicable: [
      {
        title: "logs",
        subject: expiring({ expiration: { days: 365 } }),
        around: [{ ...bucket({ bucket: "logs", tags: {} }), name: "files" }, logger],
      },
    ],
    needs: ["rules"],
  },
  {
    rule: "failover-require-pools",
    stack: "production",
    compliant: [{ title: "two", subject: failover({ defaultPools: ["a", "b"] }) }],
    violating: [
      {
        title: "one",
        subject: failover({ defaultPools: ["a"] }),
        message: `failover-require-pools: cloudflare:index/loadBalancer:LoadBalancer "subject" has one pool, and nowhere to go when it fails (BAK-12). Add the other region's pool to defaultPools.`,
      },
      {
        title: "one, twice",
        subject: failover({ defaultPools: ["a", "a"] }),
        message: `failover-require-pools: cloudflare:index/loadBalancer:LoadBalancer "subject" has one pool, and nowhere to go when it fails (BAK-12). Add the other region's pool to defaultPools.`,
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: failover({}) }],
    needs: ["defaultPools", "defaultPools.0"],
  },
  {
    rule: "failover-require-monitors",
    stack: "production",
    compliant: [
      {
        title: "each pool",
        subject: failover({}, { from: { defaultPools: ["a"], fallbackPool: ["a"] } }),
        around: [pool("a", { monitor: "m" })],
      },
    ],
    violating: [
      {
        title: "not the fallback",
        subject: failover({}, { from: { defaultPools: ["a"], fallbackPool: ["b"] } }),
        around: [pool("a", { monitor: "m" }), pool("b", {})],
        message:
          'failover-require-monitors: cloudflare:index/loadBalancer:LoadBalancer "subject" sends traffic to "b", which no monitor asks (BAK-12). Set monitor on the pool.',
      },
      {
        title: "pools of nobody",
        subject: failover({ defaultPools: ["a"] }),
        message:
          'failover-require-monitors: cloudflare:index/loadBalancer:LoadBalancer "subject" has no pool that its stack declares (BAK-12). Set monitor on the pool.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: failover({}) }],
    needs: ["a:monitor"],
  },
  {
    rule: "failover-require-fallback",
    stack: "production",
    compliant: [
      { title: "one of them", subject: failover({ defaultPools: ["a", "b"], fallbackPool: "b" }) },
    ],
    violating: [
      {
        title: "another one",
        subject: failover({ defaultPools: ["a", "b"], fallbackPool: "c" }),
        message:
          'failover-require-fallback: cloudflare:index/loadBalancer:LoadBalancer "subject" falls back to a pool that it does not watch (BAK-12). Set fallbackPool to one of defaultPools.',
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: failover({}) }],
    needs: ["defaultPools", "fallbackPool"],
  },
  {
    rule: "vault-require-delete-guard",
    stack: "production",
    compliant: [
      { title: "nobody", subject: vault, around: [guard({})] },
      {
        title: "the role for emergencies alone",
        subject: vault,
        around: [guard(but("arn:aws:iam::333333333333:role/acme-production-break-glass"))],
      },
    ],
    violating: [
      {
        title: "no policy",
        subject: vault,
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      {
        title: "a way left open",
        subject: vault,
        around: [guard({ Action: endings.slice(1) })],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteRecoveryPoint to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      {
        title: "the role that deploys",
        subject: vault,
        around: [
          guard({
            Action: "backup:*",
            ...but("arn:aws:iam::333333333333:role/acme-production-deploy"),
          }),
        ],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      {
        title: "the role for emergencies and the one that deploys",
        subject: vault,
        around: [
          guard({
            Action: "backup:*",
            Condition: {
              ArnNotEquals: {
                "aws:PrincipalArn": [
                  "arn:aws:iam::333333333333:role/acme-production-break-glass",
                  "arn:aws:iam::333333333333:role/acme-production-deploy",
                ],
              },
            },
          }),
        ],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      ...[
        { title: "some recovery points", Resource: "arn:aws:backup:*:*:recovery-point:b*" },
        { title: "all recovery points but some", NotResource: "*:recovery-point:another" },
      ].map(({ title, ...of }) => ({
        title,
        subject: vault,
        around: [guard({ Action: "backup:*Point*", Resource: undefined, ...of }), closed],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteRecoveryPoint, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      })),
      {
        title: "another account's emergencies",
        subject: vault,
        around: [
          guard({ Action: "backup:*", ...but("arn:aws:iam::111111111111:role/x-break-glass") }),
        ],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      {
        title: "whoever comes from elsewhere",
        subject: vault,
        around: [guard({ Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
      {
        title: "one role only",
        subject: vault,
        around: [guard({ Principal: { AWS: "arn:aws:iam::333333333333:role/app" } })],
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteBackupVault, backup:DeleteBackupVaultAccessPolicy, backup:DeleteRecoveryPoint, backup:PutBackupVaultAccessPolicy, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: vault }],
    needs: ["policy:policy"],
  },
  {
    rule: "vault-require-lock",
    stack: "production",
    compliant: [
      {
        title: "a lock",
        subject: vault,
        around: [ofVault("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "lock", {})],
      },
    ],
    violating: [
      {
        title: "none",
        subject: vault,
        message:
          'vault-require-lock: aws:backup/vault:Vault "subject" has no lock, so that a recovery point can be given less time (PRC-11). Declare a VaultLockConfiguration for the vault.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: vault }],
    needs: [],
  },
  {
    rule: "schema-require-compatibility",
    stack: "production",
    compliant: [{ title: "both ways", subject: schema({ compatibilityLevel: "FULL_TRANSITIVE" }) }],
    violating: [
      {
        title: "none",
        subject: schema({ compatibilityLevel: "NONE" }),
        message:
          'schema-require-compatibility: confluentcloud:index/schemaRegistryClusterConfig:SchemaRegistryClusterConfig "subject" takes events that nobody who reads them understands (MIG-12). Set compatibilityLevel to FULL_TRANSITIVE.',
      },
    ],
    needs: ["compatibilityLevel"],
  },
  {
    rule: "event-topic-require-delete-policy",
    stack: "production",
    compliant: [
      { title: "every event", subject: events({ config: { "cleanup.policy": "delete" } }) },
    ],
    violating: [
      {
        title: "the last of each key",
        subject: events({ config: { "cleanup.policy": "compact" } }),
        message:
          'event-topic-require-delete-policy: confluentcloud:index/kafkaTopic:KafkaTopic "subject" keeps the last event of each key only, and events are all there is (MIG-13). Set config["cleanup.policy"] to delete.',
      },
      {
        title: "the cluster's default",
        subject: events({ config: {} }),
        message:
          'event-topic-require-delete-policy: confluentcloud:index/kafkaTopic:KafkaTopic "subject" keeps the last event of each key only, and events are all there is (MIG-13). Set config["cleanup.policy"] to delete.',
      },
    ],
    needs: ["config"],
  },
  {
    rule: "event-topic-require-unlimited-retention",
    stack: "production",
    compliant: [{ title: "for ever", subject: events({ config: { "retention.ms": "-1" } }) }],
    violating: [
      {
        title: "for a week",
        subject: events({ config: { "retention.ms": "604800000" } }),
        message:
          'event-topic-require-unlimited-retention: confluentcloud:index/kafkaTopic:KafkaTopic "subject" drops events after a while (retention.ms) (MIG-13). Set config["retention.ms"] to -1.',
      },
      {
        title: "until it is full",
        subject: events({ config: { "retention.ms": "-1", "retention.bytes": "1000" } }),
        message:
          'event-topic-require-unlimited-retention: confluentcloud:index/kafkaTopic:KafkaTopic "subject" drops events when it is full (retention.bytes) (MIG-13). Set config["retention.ms"] to -1.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: events({ config: {} }) }],
    needs: ["config"],
  },
];
