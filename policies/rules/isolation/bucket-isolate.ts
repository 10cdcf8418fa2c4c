import { bucketTypes } from "../backup/buckets";
import { isolate, named } from "./shared-identity";

const r2Type = "cloudflare:index/r2Bucket:R2Bucket";
const names = named({
  ...Object.fromEntries(bucketTypes.map((type) => [type, "bucket"])),
  [r2Type]: "name",
});

export const bucketIsolate = isolate("a bucket", [...bucketTypes, r2Type], names);
