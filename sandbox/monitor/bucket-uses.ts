import type { ModelValues } from "../model";
import { containers, taskType } from "./container";
import { serviceType } from "./healthy-tasks";
import type { Held, Inventory } from "./inventory";
import { mapAt, mapsAt, textAt } from "./read";

/** The buckets that something writes to, by its type. */
const named: Readonly<Record<string, (properties: ModelValues) => readonly string[]>> = {
  "aws:lb/loadBalancer:LoadBalancer": (properties) => [
    textAt(mapAt(properties, "accessLogs"), "bucket"),
  ],
  "aws:s3/bucketObjectv2:BucketObjectv2": (properties) => [textAt(properties, "bucket")],
  "aws:s3/bucketLogging:BucketLogging": (properties) => [textAt(properties, "targetBucket")],
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": (properties) =>
    mapsAt(properties, "rules").map((rule) =>
      textAt(mapAt(rule, "destination"), "bucket").replace(/^.*:/, ""),
    ),
};

export const usingTypes: readonly string[] = [...Object.keys(named), serviceType, taskType];

/** What writes to a bucket: services that were told its name, and what AWS itself writes. */
export interface BucketUse {
  readonly user: Held;
  readonly bucket: string;
}

export function bucketUses(held: Inventory): readonly BucketUse[] {
  const buckets = new Set(
    held.ofType("aws:s3/bucket:Bucket").map(({ properties }) => textAt(properties, "bucket")),
  );
  const byAws = Object.entries(named).flatMap(([type, bucketsOf]) =>
    held
      .ofType(type)
      .flatMap((user) => bucketsOf(user.properties).map((bucket) => ({ user, bucket }))),
  );
  const byTasks = containers(held).flatMap(({ service, container }) =>
    mapsAt(container, "environment").map(({ value }) => ({ user: service, bucket: String(value) })),
  );
  return [...byAws, ...byTasks].filter(({ bucket }) => buckets.has(bucket));
}
