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

/** Types whose presence alone protects. */
export const switchTypes: readonly string[] = [
  "aws:backup/plan:Plan",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "aws:backup/vaultPolicy:VaultPolicy",
  "aws:budgets/budget:Budget",
  "aws:cloudtrail/trail:Trail",
  "aws:ec2/flowLog:FlowLog",
  "aws:guardduty/detector:Detector",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "cloudflare:index/healthcheck:Healthcheck",
  "neon:index:SnapshotSchedule",
];

/** How strong a value is; what is missing, or of another type, is the weakest. */
export function strengthOf(value: unknown): number {
  if (typeof value === "number") return value;
  return value === true ? 1 : value === false ? 0 : -1;
}
