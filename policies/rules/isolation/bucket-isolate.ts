import { bucketType } from "../backup/buckets";
import { isolate, named } from "./shared-identity";

const properties = { [bucketType]: "bucket", "cloudflare:index/r2Bucket:R2Bucket": "name" };

export const bucketIsolate = isolate("a bucket", Object.keys(properties), named(properties));
