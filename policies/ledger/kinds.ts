import type { PolicyResource } from "../resource";
import { bucketProtections, r2Protections } from "./buckets";
import {
  allOf,
  appwriteProtections,
  byItself,
  byPlan,
  copiedBy,
  dynamodbProtections,
  neonProtections,
  topicProtections,
  withSnapshots,
} from "./databases";
import { keyProtections, secretProtections } from "./keys";
import type { ProtectionsOf } from "./protection";
import { repositoryProtections } from "./repositories";

/** A kind of resource that holds data: what people call it, and where its protection is looked for. */
export interface DataKind {
  readonly name: string;
  readonly protectionsOf: ProtectionsOf;
}

const bucket: DataKind = { name: "S3 bucket", protectionsOf: bucketProtections };
const key: DataKind = { name: "KMS key", protectionsOf: keyProtections };
const kafka: DataKind = {
  name: "Kafka cluster",
  protectionsOf: copiedBy("aws:msk/replicator:Replicator", "kafkaClusters"),
};
const appwrite: DataKind = { name: "Appwrite project", protectionsOf: appwriteProtections };

const relational = (name: string, arn: string): DataKind => ({
  name,
  protectionsOf: allOf(withSnapshots("backupRetentionPeriod", "point-in-time"), byPlan(arn)),
});
const cache = (property: string): DataKind => ({
  name: "Redis",
  protectionsOf: withSnapshots(property, "backup"),
});
const unprotected = (name: string): DataKind => ({ name, protectionsOf: () => [] });

/** Every type that holds data which no deployment can bring back. */
export const dataKinds: Readonly<Record<string, DataKind>> = {
  "appwrite:index:Bucket": appwrite,
  "appwrite:index:Database": appwrite,
  "appwrite:index:Project": appwrite,
  "aws:cognito/userPool:UserPool": unprotected("Cognito user pool"),
  "aws:docdb/cluster:Cluster": relational("DocumentDB", "arn:aws:rds:*:*:cluster:*"),
  "aws:dynamodb/table:Table": { name: "DynamoDB table", protectionsOf: dynamodbProtections },
  "aws:ecr/repository:Repository": {
    name: "ECR repository",
    protectionsOf: repositoryProtections,
  },
  "aws:efs/fileSystem:FileSystem": {
    name: "EFS file system",
    protectionsOf: byPlan("arn:aws:elasticfilesystem:*:*:file-system/*"),
  },
  "aws:elasticache/cluster:Cluster": cache("snapshotRetentionLimit"),
  "aws:elasticache/replicationGroup:ReplicationGroup": cache("snapshotRetentionLimit"),
  "aws:elasticache/serverlessCache:ServerlessCache": cache("snapshotRetentionLimit"),
  "aws:kms/externalKey:ExternalKey": key,
  "aws:kms/key:Key": key,
  "aws:kms/replicaExternalKey:ReplicaExternalKey": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:memorydb/cluster:Cluster": cache("snapshotRetentionLimit"),
  "aws:msk/cluster:Cluster": kafka,
  "aws:msk/serverlessCluster:ServerlessCluster": kafka,
  "aws:neptune/cluster:Cluster": relational("Neptune", "arn:aws:rds:*:*:cluster:*"),
  "aws:opensearch/domain:Domain": {
    name: "OpenSearch domain",
    protectionsOf: byItself({ means: "backup", every: "hour", days: 14 }),
  },
  "aws:rds/cluster:Cluster": relational("RDS cluster", "arn:aws:rds:*:*:cluster:*"),
  "aws:rds/instance:Instance": relational("RDS instance", "arn:aws:rds:*:*:db:*"),
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/directoryBucket:DirectoryBucket": unprotected("S3 directory bucket"),
  "aws:secretsmanager/secret:Secret": { name: "Secret", protectionsOf: secretProtections },
  "cloudflare:index/d1Database:D1Database": {
    name: "D1 database",
    // Time Travel, which can't be switched off; 30 days in paid plans.
    protectionsOf: byItself({ means: "point-in-time", days: 7 }),
  },
  "cloudflare:index/r2Bucket:R2Bucket": { name: "R2 bucket", protectionsOf: r2Protections },
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace": unprotected("Workers KV namespace"),
  "confluentcloud:index/kafkaCluster:KafkaCluster": {
    name: "Kafka cluster",
    protectionsOf: copiedBy("confluentcloud:index/clusterLink:ClusterLink", "sourceKafkaCluster"),
  },
  "confluentcloud:index/kafkaTopic:KafkaTopic": {
    name: "Kafka topic",
    protectionsOf: allOf(
      topicProtections,
      copiedBy("confluentcloud:index/kafkaMirrorTopic:KafkaMirrorTopic", "sourceKafkaTopic"),
    ),
  },
  "neon:index:Project": { name: "Neon project", protectionsOf: neonProtections },
  "upstash:index/redisDatabase:RedisDatabase": unprotected("Redis"),
};

/** A cache forgets what it has no room for, so nobody keeps anything else in it. */
export function isCache({ type, props }: PolicyResource): boolean {
  return type === "upstash:index/redisDatabase:RedisDatabase" && props.eviction === true;
}
