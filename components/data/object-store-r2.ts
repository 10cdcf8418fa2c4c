import { R2Bucket } from "@pulumi/cloudflare/r2bucket";
import { R2BucketCors } from "@pulumi/cloudflare/r2bucketCors";
import { R2BucketLifecycle } from "@pulumi/cloudflare/r2bucketLifecycle";
import { R2BucketLock } from "@pulumi/cloudflare/r2bucketLock";
import { R2ManagedDomain } from "@pulumi/cloudflare/r2managedDomain";
import * as pulumi from "@pulumi/pulumi";

const secondsPerDay = 86_400;
const incompleteUploadDays = 7;
const corsMaxAgeSeconds = 3_600;

/** The part of an object store that Workers serve from. */
export interface ObjectStoreR2Args {
  readonly accountId: string;
  /** Physical name, unique in the account. */
  readonly bucketName: string;
  /** Location hint, for example `weur`; only the first creation of that name follows it. */
  readonly location: string;
  /** Days that an object under `backups/` can't be changed or removed; `undefined` locks nothing. */
  readonly lockDays: number | undefined;
  /** Hosts whose pages may read objects from a browser. */
  readonly allowedHosts: readonly string[];
  readonly protect: boolean;
}

/** What every setting of the bucket names it by. */
interface BucketSetting {
  readonly accountId: string;
  readonly bucketName: pulumi.Output<string>;
}

/**
 * Reached through Workers only: no r2.dev address. R2 has no versions, so a lock forbids writing an object anew as
 * well; it holds for `backups/`, which nothing rewrites.
 */
export class ObjectStoreR2 extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;

  public constructor(name: string, args: ObjectStoreR2Args, opts: pulumi.ComponentResourceOptions) {
    super("platform:storage:ObjectStoreR2", name, {}, opts);
    const child = { parent: this };
    const { accountId } = args;

    const bucket = new R2Bucket(
      `${name}-bucket`,
      { accountId, name: args.bucketName, location: args.location, storageClass: "Standard" },
      { ...child, protect: args.protect },
    );
    const setting = { accountId, bucketName: bucket.name };

    new R2ManagedDomain(`${name}-managed-domain`, { ...setting, enabled: false }, child);
    this.abortUploads(name, setting);
    if (args.allowedHosts.length > 0) this.admitPages(name, setting, args.allowedHosts);
    if (args.lockDays !== undefined) this.lockBackups(name, setting, args.lockDays);

    this.bucketName = bucket.name;
    this.registerOutputs({ bucketName: this.bucketName });
  }

  private abortUploads(name: string, setting: BucketSetting): void {
    new R2BucketLifecycle(
      `${name}-lifecycle`,
      {
        ...setting,
        rules: [
          {
            id: "abort-incomplete-uploads",
            enabled: true,
            conditions: { prefix: "" },
            abortMultipartUploadsTransition: {
              condition: { type: "Age", maxAge: incompleteUploadDays * secondsPerDay },
            },
          },
        ],
      },
      { parent: this },
    );
  }

  private admitPages(name: string, setting: BucketSetting, hosts: readonly string[]): void {
    new R2BucketCors(
      `${name}-cors`,
      {
        ...setting,
        rules: [
          {
            id: "read-from-own-hosts",
            allowed: {
              origins: hosts.map((host) => `https://${host}`),
              methods: ["GET", "HEAD"],
            },
            maxAgeSeconds: corsMaxAgeSeconds,
          },
        ],
      },
      { parent: this },
    );
  }

  private lockBackups(name: string, setting: BucketSetting, days: number): void {
    new R2BucketLock(
      `${name}-lock`,
      {
        ...setting,
        rules: [
          {
            id: "keep-backups",
            enabled: true,
            prefix: "backups/",
            condition: { type: "Age", maxAgeSeconds: days * secondsPerDay },
          },
        ],
      },
      { parent: this },
    );
  }
}
