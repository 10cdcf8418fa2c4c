/**
 * Properties that are part of what a service takes a resource to be: another value is another resource, so the engine
 * creates a new one and deletes the old. Read from the providers' schemas; a preview without a provider can't ask them,
 * which is why reports say "may be replaced".
 */
const byType: Readonly<Record<string, readonly string[]>> = {
  "aws:acm/certificate:Certificate": ["domainName", "subjectAlternativeNames", "validationMethod"],
  "aws:appautoscaling/target:Target": ["resourceId", "scalableDimension", "serviceNamespace"],
  "aws:backup/plan:Plan": [],
  "aws:backup/selection:Selection": ["iamRoleArn", "name", "planId", "resources", "selectionTags"],
  "aws:backup/vault:Vault": ["kmsKeyArn", "name"],
  "aws:ec2/natGateway:NatGateway": ["allocationId", "availabilityMode", "subnetId", "vpcId"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "vpcId"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
  "aws:ec2/vpc:Vpc": ["cidrBlock", "instanceTenancy"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName", "vpcEndpointType", "vpcId"],
  "aws:ecr/repository:Repository": ["encryptionConfigurations", "name"],
  "aws:ecs/service:Service": ["cluster", "launchType", "name", "schedulingStrategy"],
  "aws:iam/policy:Policy": ["description", "name", "path"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
  "aws:kms/key:Key": ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  "aws:kms/replicaKey:ReplicaKey": ["primaryKeyArn"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:lb/loadBalancer:LoadBalancer": ["internal", "loadBalancerType", "name"],
  "aws:lb/targetGroup:TargetGroup": ["name", "port", "protocol", "targetType", "vpcId"],
  "aws:s3/bucket:Bucket": ["bucket", "objectLockEnabled"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint", "protocol", "topic"],
  "cloudflare:index/certificatePack:CertificatePack": [
    "certificateAuthority",
    "hosts",
    "validationMethod",
    "validityDays",
  ],
  "cloudflare:index/pagesProject:PagesProject": ["name"],
  "cloudflare:index/r2Bucket:R2Bucket": ["jurisdiction", "name"],
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ["environment", "secretName"],
  "github:index/repositoryEnvironment:RepositoryEnvironment": ["environment"],
  "neon:index:Branch": ["parentId", "parentLsn", "parentTimestamp"],
  "neon:index:Database": ["branchId"],
  "neon:index:Endpoint": ["branchId", "type"],
  "neon:index:Project": ["pgVersion", "regionId"],
  "neon:index:Role": ["branchId", "name"],
};

/** What holds for the types of a package that the table does not name. */
const byPackage: Readonly<Record<string, readonly string[]>> = {
  aws: ["bucket", "name"],
  random: ["keepers", "length"],
};

/** The place that a resource lives in, for every type of a package. */
const placesByPackage: Readonly<Record<string, readonly string[]>> = {
  aws: ["region"],
  cloudflare: ["accountId", "zoneId"],
  github: ["repository"],
  neon: ["projectId"],
};

/**
 * Whether another value of the property makes another resource. Revisions have no such property: a new task definition
 * or Worker version leaves the old one in place.
 */
export function isIdentity(type: string, property: string): boolean {
  const provider = type.slice(0, type.indexOf(":"));
  const identity = byType[type] ?? byPackage[provider] ?? [];
  return identity.includes(property) || (placesByPackage[provider] ?? []).includes(property);
}

/** Each change makes another one of these, and the one before stays what it was (the providers' schemas). */
const revisions: ReadonlySet<string> = new Set([
  "aws:ecs/taskDefinition:TaskDefinition",
  "cloudflare:index/workerVersion:WorkerVersion",
  "cloudflare:index/workersDeployment:WorkersDeployment",
]);

/** Whether any change makes another resource, under the same name. */
export function isRevision(type: string): boolean {
  return revisions.has(type);
}

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
