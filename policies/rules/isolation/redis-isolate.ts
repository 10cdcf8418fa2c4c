import { isolate, named } from "./shared-identity";

const properties = {
  "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
  "aws:elasticache/serverlessCache:ServerlessCache": "name",
  "upstash:index/redisDatabase:RedisDatabase": "databaseName",
};

export const redisIsolate = isolate({
  id: "redis-isolate",
  severity: "high",
  title: "No two environments share a Redis",
  why: "sessions and cached data of one would serve the other",
  source: "ISO-4",
  fix: "Give the environment a database of its own.",
  waivable: "never",
  what: "a Redis",
  types: Object.keys(properties),
  identitiesOf: named(properties),
});
