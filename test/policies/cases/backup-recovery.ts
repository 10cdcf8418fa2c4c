import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const bucket = (props: object = {}): Declared =>
  declaring("aws:s3/bucket:Bucket")({
    bucket: "acme-production-documents",
    tags: { backup: "files" },
    ...props,
  });
const ofBucket = (type: string, name: string, props: object): Declared =>
  declaring(type)({ bucket: "b", ...props }, { name, from: { bucket: ["subject"] } });
const lifecycle = (...statuses: readonly unknown[]): Declared =>
  ofBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
    rules: statuses.map((status) => ({ status })),
  });

const others = ["OwnershipControls", "Versioning"].map((part) =>
  ofBucket(`aws:s3/bucket${part}:Bucket${part}`, part, {}),
);
const incomplete = (what: string): string =>
  `bucket-require-parts: aws:s3/bucket:Bucket "subject" ${what} (PRC-15). Declare BucketLifecycleConfiguration, BucketOwnershipControls, BucketVersioning for the bucket, and in the first a rule that is Enabled.`;

const failover = (props: object, ...pools: readonly string[]): Declared =>
  declaring("cloudflare:index/loadBalancer:LoadBalancer")(
    { defaultPools: ["id-a", "id-b"], fallbackPool: "id-a", ...props },
    { from: { defaultPools: pools } },
  );
const monitor = declaring("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor")(
  {},
  { name: "monitor" },
);
/** A pool, and the way from it to a load balancer in a region. */
const pool = (name: string, region: string, watched = ["monitor"]): readonly Declared[] => [
  declaring("cloudflare:index/loadBalancerPool:LoadBalancerPool")(
    { origins: [{ address: `${name}.acme.example` }] },
    { name, from: { monitor: watched } },
  ),
  declaring("cloudflare:index/dnsRecord:DnsRecord")(
    { name: `${name}.acme.example`, content: `${name}.${region}.elb.amazonaws.com` },
    { name: `${name}-origin`, from: { content: [`${name}-balancer`] } },
  ),
  declaring("aws:lb/loadBalancer:LoadBalancer")(
    {},
    { name: `${name}-balancer`, provider: { region } },
  ),
];
const regional = (wrong: string): string =>
  `failover-require-regions: cloudflare:index/loadBalancer:LoadBalancer "subject" ${wrong} (BAK-12). Give defaultPools a pool with a monitor in each region, and fallbackPool one of them.`;

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

export const recoveryCases: readonly RuleCases[] = [
  {
    rule: "bucket-require-parts",
    stack: "dev",
    compliant: [
      { title: "all", subject: bucket(), around: [lifecycle("Enabled"), ...others] },
      {
        title: "a rule beside one that is switched off",
        subject: bucket(),
        around: [lifecycle("Disabled", "Enabled"), ...others],
      },
    ],
    violating: [
      {
        title: "none",
        subject: bucket(),
        message: incomplete(
          "has no BucketLifecycleConfiguration made for it and has no BucketOwnershipControls made for it and has no BucketVersioning made for it",
        ),
      },
      {
        title: "a rule that is switched off",
        subject: bucket(),
        around: [lifecycle("Disabled"), ...others],
        message: incomplete("has no lifecycle rule that is Enabled"),
      },
    ],
    needs: ["lifecycle:rules", "lifecycle:rules.0.status"],
  },
  {
    rule: "failover-require-regions",
    stack: "production",
    compliant: [
      {
        title: "a pool in each region",
        subject: failover({}, "a", "b"),
        around: [monitor, ...pool("a", "eu-west-1"), ...pool("b", "eu-west-3")],
      },
    ],
    violating: [
      {
        title: "two pools in one region",
        subject: failover({}, "a", "b"),
        around: [monitor, ...pool("a", "eu-west-1"), ...pool("b", "eu-west-1")],
        message: regional("leads to eu-west-1, and nowhere when that fails"),
      },
      {
        title: "a pool that nobody watches, and another fallback",
        subject: failover({ fallbackPool: "id-c" }, "a", "b"),
        around: [monitor, ...pool("a", "eu-west-1"), ...pool("b", "eu-west-3", [])],
        message: regional(
          'sends traffic to "b", which no monitor asks and falls back to a pool that it does not watch',
        ),
      },
      {
        title: "an origin of somebody's",
        subject: failover({}, "a", "b"),
        around: [monitor, ...pool("a", "eu-west-1"), ...pool("b", "eu-west-3").slice(0, 1)],
        message: regional(
          'leads to eu-west-1, and nowhere when that fails and leads to "b.acme.example", behind which no load balancer of this stack stands',
        ),
      },
      {
        title: "pools of nobody",
        subject: failover({}),
        message: regional("leads to no region, and nowhere when that fails"),
      },
    ],
    notApplicable: [{ title: "staging", stack: "staging", subject: failover({}) }],
    needs: [
      "defaultPools",
      "defaultPools.0",
      "fallbackPool",
      "b:origins",
      "b:origins.0.address",
      "b-origin:content",
    ],
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
      {
        title: "recovery points, where less is at stake",
        stack: "dev",
        subject: vault,
        around: [guard({ Action: "backup:*RecoveryPoint*" })],
      },
    ],
    violating: [
      {
        title: "no policy where less is at stake",
        stack: "staging",
        subject: vault,
        message:
          'vault-require-delete-guard: aws:backup/vault:Vault "subject" leaves backup:DeleteRecoveryPoint, backup:UpdateRecoveryPointLifecycle to every role that may (PRC-11). Declare a VaultPolicy that denies everyone these actions, but the break-glass role.',
      },
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
    needs: ["policy:policy"],
  },
];
