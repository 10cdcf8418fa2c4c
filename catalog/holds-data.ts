const holdingData: ReadonlySet<string> = new Set([
  "aws:backup/vault:Vault",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:msk/cluster:Cluster",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
  "cloudflare:index/d1Database:D1Database",
  "cloudflare:index/queue:Queue",
  "cloudflare:index/r2Bucket:R2Bucket",
  "cloudflare:index/secretsStore:SecretsStore",
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace",
  "neon:index:Branch",
  "neon:index:Database",
  "neon:index:Project",
]);

/** Whether deleting or replacing it loses what people or programs stored in it. */
export function holdsData(type: string): boolean {
  return holdingData.has(type);
}
