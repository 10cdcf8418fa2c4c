/** Settings that protect, by type: the higher the number the better, on is better than off. */
export const controls: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/logGroup:LogGroup": ["retentionInDays"],
  "aws:ecs/service:Service": [
    "alarms.enable",
    "alarms.rollback",
    "deploymentCircuitBreaker.enable",
    "deploymentCircuitBreaker.rollback",
  ],
  "aws:kms/key:Key": ["deletionWindowInDays", "enableKeyRotation"],
  "aws:lb/loadBalancer:LoadBalancer": [
    "accessLogs.enabled",
    "dropInvalidHeaderFields",
    "enableDeletionProtection",
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
  ],
  "aws:secretsmanager/secret:Secret": ["recoveryWindowInDays"],
  "github:index/repositoryEnvironment:RepositoryEnvironment": ["preventSelfReview"],
  "neon:index:Project": ["defaultBranch.protected", "historyRetentionSeconds"],
};

/** Types whose presence alone protects, and what has to be there to be protected, where that may be missing. */
export const switchTypes: Readonly<Record<string, string | undefined>> = {
  "aws:backup/plan:Plan": undefined,
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": undefined,
  "aws:backup/vaultPolicy:VaultPolicy": undefined,
  "aws:budgets/budget:Budget": undefined,
  "aws:cloudtrail/trail:Trail": undefined,
  "aws:ec2/flowLog:FlowLog": undefined,
  "aws:guardduty/detector:Detector": undefined,
  // A store of files is a bucket of R2 and one of S3.
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration":
    "cloudflare:index/r2Bucket:R2Bucket",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": undefined,
  "neon:index:SnapshotSchedule": "neon:index:Project",
};

/** How strong a value is; what is missing, or of another type, is the weakest. */
export function strengthOf(value: unknown): number {
  if (typeof value === "number") return value;
  return value === true ? 1 : value === false ? 0 : -1;
}
