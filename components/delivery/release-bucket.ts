import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";
import { encryptionWith, privateBucket } from "../base/private-bucket";

/** Days that a release can be neither changed nor removed: longer than the longest retention, a year (BAK-2). */
const lockDays = 400;

/** Days that a replaced version stays once its lock is over. */
const noncurrentDays = 30;

/** Days a scheduled deletion of the key waits, the longest that KMS offers. */
const keyDeletionDays = 30;

/** Where bundles of Workers, sites and functions are built to once, to be promoted by digest (REL-18). */
export interface ReleaseBucketArgs {
  readonly product: string;
  /** Account that owns the bucket. */
  readonly accountId: string;
  /** AWS accounts that may read releases. */
  readonly readerAccounts: readonly string[];
  readonly tags: Tags;
}

/**
 * Governance lock: a release stays what it was, and only people with the right to bypass the lock can remove one. The
 * bucket has a key of its own, because other accounts decrypt with it and should decrypt nothing else.
 */
export class ReleaseBucket extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;

  public constructor(name: string, args: ReleaseBucketArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:ReleaseBucket", name, {}, opts);

    const key = releaseKey(name, args, this);
    const { bucket, setting, versioning } = privateBucket(
      name,
      {
        bucketName: releaseBucketName(args.product, args.accountId),
        encryption: encryptionWith(key.arn),
        versioned: true,
        lockable: true,
        statements: (arn) => readStatements(arn, args.readerAccounts),
        protect: true,
        tags: args.tags,
        names: { publicAccess: "public-access", policy: "readers", tlsStatement: "TlsOnly" },
      },
      this,
    );
    const afterVersioning = { parent: this, dependsOn: [versioning] };
    new s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      { ...setting, rule: { defaultRetention: { mode: "GOVERNANCE", days: lockDays } } },
      afterVersioning,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...setting,
        rules: [
          {
            id: "replaced-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: lockDays + noncurrentDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      afterVersioning,
    );

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}

/** The bucket that builds are added to, known before it is made. */
export function releaseBucketName(product: string, accountId: string): string {
  return physicalName("bucket", product, "releases", accountId);
}

export function releaseAlias(product: string): string {
  return `alias/${physicalName("keyAlias", product, "releases")}`;
}

function releaseKey(name: string, args: ReleaseBucketArgs, parent: pulumi.Resource): kms.Key {
  const key = new kms.Key(
    `${name}-key`,
    {
      description: `Releases of ${args.product}`,
      enableKeyRotation: true,
      deletionWindowInDays: keyDeletionDays,
      policy: keyPolicy(args.accountId, args.readerAccounts),
      tags: args.tags,
    },
    { parent, protect: true },
  );
  new kms.Alias(
    `${name}-alias`,
    {
      name: releaseAlias(args.product),
      targetKeyId: key.keyId,
    },
    { parent },
  );
  return key;
}

function rootsOf(accounts: readonly string[]): object {
  return { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) };
}

function keyPolicy(owner: string, readers: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdministrationByTheAccount",
        Effect: "Allow",
        Principal: rootsOf([owner]),
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "EnvironmentsDecryptThroughS3",
        Effect: "Allow",
        Principal: rootsOf(readers),
        Action: ["kms:Decrypt"],
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      },
    ],
  });
}

function readStatements(bucketArn: string, accounts: readonly string[]): readonly object[] {
  const readers = rootsOf(accounts);
  return [
    {
      Sid: "EnvironmentsFind",
      Effect: "Allow",
      Principal: readers,
      Action: ["s3:ListBucket"],
      Resource: [bucketArn],
    },
    {
      Sid: "EnvironmentsRead",
      Effect: "Allow",
      Principal: readers,
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [`${bucketArn}/*`],
    },
  ];
}
