import { numberAt, optional, recordsAt, recordsIn, textAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import { bucketType, holdsLogsAlone, replicationType } from "../rules/backup/buckets";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { plansProtecting } from "./aws-backup";
import { type Protection, always } from "./protection";

const versioningType = "aws:s3/bucketVersioning:BucketVersioning";
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
    ...stack.referring(bucket, objectLockType, "bucket").flatMap(lockedBy),
  ];
}

/** R2 has neither versions nor backups, and nothing that is declared copies it: its locks are all it has. */
export function r2Protections(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  return stack.referring(bucket, r2LockType, "bucketName").flatMap((lock) =>
    recordsIn(lock.props, "rules")
      .filter(({ enabled }) => enabled === true)
      .map((rule): Protection => {
        const part = optional(textAt, rule, "prefix");
        const seconds = optional(numberAt, rule, "condition.maxAgeSeconds");
        return {
          means: "lock",
          made: always,
          ...(seconds === undefined ? {} : { days: seconds / secondsPerDay }),
          ...(part === undefined ? {} : { part }),
          by: lock.urn,
        };
      }),
  );
}

/** The rules of a bucket's lifecycle that S3 carries out. */
function lifecycleOf(bucket: PolicyResource, stack: StackIndex): readonly Properties[] {
  return stack
    .referring(bucket, lifecycleType, "bucket")
    .flatMap(({ props }) => recordsAt(props, "rules"))
    .filter((rule) => textAt(rule, "status") !== "Disabled");
}

/** How files of the bucket go although nobody deletes them, as the ends of sentences; logs may. */
export function expiriesOf(bucket: PolicyResource, stack: StackIndex): readonly string[] {
  if (bucket.type !== bucketType || holdsLogsAlone(bucket, stack)) return [];
  return lifecycleOf(bucket, stack)
    .flatMap((rule) => optional(numberAt, rule, "expiration.days") ?? [])
    .map((days) => `deletes on day ${String(days)} what was written on day 0`);
}

/** What was overwritten or deleted stays as long as the lifecycle says, and forever without one. */
function versionsOf(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  const versioning = stack
    .referring(bucket, versioningType, "bucket")
    .find(({ props }) => textAt(props, "versioningConfiguration.status") === "Enabled");
  if (versioning === undefined) return [];
  const days = lifecycleOf(bucket, stack).flatMap(
    (rule) => optional(numberAt, rule, "noncurrentVersionExpiration.noncurrentDays") ?? [],
  );
  const kept = days.length === 0 ? {} : { days: Math.min(...days) };
  return [{ means: "versions", made: always, ...kept, by: versioning.urn }];
}

/** The buckets that it is replicated into, and for such a bucket the one that it is a replica of. */
function replicasOf(bucket: PolicyResource, stack: StackIndex): readonly Protection[] {
  const into = stack.referring(bucket, replicationType, "bucket");
  const from = stack.referring(bucket, replicationType, "rules");
  return [
    ...into.flatMap((config) => {
      const named = destinationsOf(config);
      return stack
        .targets(config, "rules")
        .filter(({ type, props }) => type === bucketType && named.has(props.bucket))
        .map((replica) => replicaIn(replica, bucket, config));
    }),
    ...from
      .filter((config) => destinationsOf(config).has(bucket.props.bucket))
      .flatMap((config) =>
        stack
          .targets(config, "bucket")
          .filter(({ type }) => type === bucketType)
          .map((source) => replicaIn(source, bucket, config)),
      ),
  ];
}

function replicaIn(
  other: PolicyResource,
  bucket: PolicyResource,
  { urn }: PolicyResource,
): Protection {
  const region = regionOf(other);
  const elsewhere = region === undefined || region === regionOf(bucket) ? {} : { region };
  return { means: "replica", made: always, ...elsewhere, by: urn };
}

/** Names of the buckets that an enabled rule copies into. */
function destinationsOf({ props }: PolicyResource): ReadonlySet<unknown> {
  return new Set(
    recordsAt(props, "rules")
      .filter((rule) => textAt(rule, "status") === "Enabled")
      .map((rule) => textAt(rule, "destination.bucket").replace(/^arn:aws:s3:::/, "")),
  );
}

function lockedBy({ props, urn }: PolicyResource): readonly Protection[] {
  const mode = textAt(props, "rule.defaultRetention.mode");
  const days = numberAt(props, "rule.defaultRetention.days");
  return days > 0 && (mode === "GOVERNANCE" || mode === "COMPLIANCE")
    ? [{ means: "lock", made: always, days, by: urn, held: true }]
    : [];
}
