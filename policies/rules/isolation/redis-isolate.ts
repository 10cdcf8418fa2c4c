import { isolate, named } from "./shared-identity";

const properties = {
  "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
  "aws:elasticache/serverlessCache:ServerlessCache": "name",
  "upstash:index/redisDatabase:RedisDatabase": "databaseName",
};

export const redisIsolate = isolate("a Redis", Object.keys(properties), named(properties));
