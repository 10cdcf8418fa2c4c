import { numberAt, optional, recordsAt, recordsIn, textAt } from "../read";
import type { PolicyResource } from "../resource";
import { bucketTypes, replicationType, versioningType } from "../rules/backup/buckets";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { plansProtecting } from "./aws-backup";
import type { Protection } from "./protection";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const objectLockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const r2LockType = "cloudflare:index/r2BucketLock:R2BucketLock";

const secondsPerDay = 86_400;

export function bucketProtections(
  bucket: PolicyResource,
  stack: StackIndex,
): readonly Protection[] {
  const name = optional(textAt, bucket.props, "bucket") ?? "*";
  return [
    ...plansProtecting(bucket, `arn:aws:s3:::${name}`, stack),
    ...versionsOf(bucket, stack),
    ...replicasOf(bucket, stack),
    ...stack.referring(bucket, objectLockType, "bucket").map(({ props, urn }): Protection => ({
      means: "lock",
      days: numberAt(props, "rule.defaultRetention.days"),
      by: urn,
    })),
  ];
}

/** R2 has neither versions nor backups: what it serves lies in the S3 bucket of the same name as well. */
export function r2Protections(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  const name = textAt(bucket.props, "name");
  const copies = bucketTypes.flatMap((type) => stack.holding(type, "bucket", name));
  return [
    ...copies.map((copy): Protection => ({
      means: "replica",
      ...inRegion(regionOf(copy)),
      by: copy.urn,
    })),
    ...stack.referring(bucket, r2LockType, "bucketName").flatMap((lock) =>
      recordsIn(lock.props, "rules")
        .filter(({ enabled }) => enabled === true)
        .map((rule): Protection => {
          const part = optional(textAt, rule, "prefix");
          const seconds = optional(numberAt, rule, "condition.maxAgeSeconds");
          return {
            means: "lock",
            ...(seconds === undefined ? {} : { days: seconds / secondsPerDay }),
            ...(part === undefined ? {} : { part }),
            by: lock.urn,
          };
        }),
    ),
  ];
}

/** What was overwritten or deleted stays as long as the lifecycle says, and forever without one. */
function versionsOf(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  const versioning = stack
    .referring(bucket, versioningType, "bucket")
    .find(({ props }) => textAt(props, "versioningConfiguration.status") === "Enabled");
  if (versioning === undefined) return [];
  const days = stack
    .referring(bucket, lifecycleType, "bucket")
    .flatMap(({ props }) => recordsIn(props, "rules"))
    .flatMap(
      (rule) => optional(numberAt, rule, "noncurrentVersionExpiration.noncurrentDays") ?? [],
    );
  const kept = days.length === 0 ? {} : { days: Math.min(...days) };
  return [{ means: "versions", ...kept, by: versioning.urn }];
}

/** The buckets that it is replicated into, and for such a bucket the one that it is a replica of. */
function replicasOf(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  const into = stack
    .referring(bucket, replicationType, "bucket")
    .filter(isEnabled)
    .flatMap((config) => stack.targets(config, "rules").map((replica) => ({ config, replica })));
  const from = stack
    .referring(bucket, replicationType, "rules")
    .filter(isEnabled)
    .flatMap((config) => stack.targets(config, "bucket").map((source) => ({ config, source })));
  return [
    ...into
      .filter(({ replica }) => bucketTypes.includes(replica.type))
      .map(({ config, replica }): Protection => ({
        means: "replica",
        ...inRegion(regionOf(replica)),
        by: config.urn,
      })),
    ...from.map(({ config, source }): Protection => ({
      means: "replica",
      ...inRegion(regionOf(source)),
      by: config.urn,
    })),
  ];
}

function isEnabled({ props }: PolicyResource): boolean {
  return recordsAt(props, "rules").some((rule) => textAt(rule, "status") === "Enabled");
}

function inRegion(region: string | undefined): { readonly region?: string } {
  return region === undefined ? {} : { region };
}
