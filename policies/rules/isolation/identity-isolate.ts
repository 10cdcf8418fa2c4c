import { isText, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { bucketTypes } from "../backup/buckets";
import { neonInside, neonProject } from "../backup/neon";
import { isolate } from "./shared-identity";

/** What no two environments share, and the property by which each of its types says which it is, or is in. */
const kinds: readonly (readonly [what: string, ...paths: (readonly [string, string])[]])[] = [
  [
    "a bucket",
    ...bucketTypes.map((type) => [type, "bucket"] as const),
    ["cloudflare:index/r2Bucket:R2Bucket", "name"],
  ],
  [
    "a Neon project",
    [neonProject, "name"],
    ...neonInside.map((type) => [type, "projectId"] as const),
  ],
  [
    "a Kafka cluster",
    ["confluentcloud:index/kafkaCluster:KafkaCluster", "displayName"],
    ["confluentcloud:index/kafkaTopic:KafkaTopic", "kafkaCluster.id"],
  ],
  ["a Redis", ["upstash:index/redisDatabase:RedisDatabase", "databaseName"]],
  [
    "a Sentry project",
    ["sentry:index/sentryKey:SentryKey", "project"],
    ["sentry:index/sentryProject:SentryProject", "slug"],
  ],
  ["a Cloudflare token", ["pulumi:providers:cloudflare", "apiToken"]],
];

const byType = new Map(
  kinds.flatMap(([what, ...paths]) => paths.map(([type, path]) => [type, { what, path }] as const)),
);

/** Every resource of Appwrite names the project that it lives in. */
function identityOf(type: string): { readonly what: string; readonly path: string } | undefined {
  if (type.startsWith("appwrite:")) return { what: "an Appwrite project", path: "projectId" };
  return byType.get(type);
}

/** What leaves its name out is named by Pulumi, and unique. */
function identitiesOf({ type, props }: PolicyResource): readonly string[] {
  const identity = identityOf(type);
  if (identity === undefined) return [];
  return [valueAt(props, identity.path)].filter(isText).map((value) => `${identity.what} ${value}`);
}

export const identityIsolate = isolate({
  id: "identity-isolate",
  severity: "critical",
  title:
    "No two environments share a bucket, a database project, a cluster, a Redis, a project at Sentry or Appwrite, or Cloudflare's token",
  why: "what one writes, restores or empties there is the other's",
  source: "ISO-4",
  fix: "Give the environment one of its own, named after it.",
  waivable: "never",
  what: ({ type }) => identityOf(type)?.what ?? "nothing",
  types: "all",
  identitiesOf,
});
