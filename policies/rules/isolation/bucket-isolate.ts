import { bucketTypes } from "../backup/buckets";
import { isolate, named } from "./shared-identity";

const r2Type = "cloudflare:index/r2Bucket:R2Bucket";
const names = named({
  ...Object.fromEntries(bucketTypes.map((type) => [type, "bucket"])),
  [r2Type]: "name",
});

export const bucketIsolate = isolate({
  id: "bucket-isolate",
  severity: "critical",
  title: "No two environments share an S3 or R2 bucket",
  why: "each environment has its own files",
  source: "ISO-3",
  fix: "Name the bucket after its environment.",
  waivable: "never",
  what: "a bucket",
  types: [...bucketTypes, r2Type],
  identitiesOf: names,
});
