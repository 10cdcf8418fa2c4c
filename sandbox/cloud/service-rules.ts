/**
 * What a service knows of its objects beyond their inputs: what a second creation of the same id does (a type not named
 * here refuses it), which inputs no two share, what has to be there before, and what locks a deletion. Read from the
 * services' API references and the providers' create functions.
 */

/**
 * Creating is a PUT: what is there takes the new values and keeps its id, and nobody learns that it was there (an ECS
 * cluster, an SNS topic or a subscription that is there is simply returned).
 */
const overwritten: ReadonlySet<string> = new Set([
  "aws:appautoscaling/policy:Policy",
  "aws:appautoscaling/scheduledAction:ScheduledAction",
  "aws:appautoscaling/target:Target",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "aws:backup/vaultNotifications:VaultNotifications",
  "aws:backup/vaultPolicy:VaultPolicy",
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:ecr/replicationConfiguration:ReplicationConfiguration",
  "aws:ecr/repositoryPolicy:RepositoryPolicy",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketNotification:BucketNotification",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:sns/topic:Topic",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "cloudflare:index/r2BucketCors:R2BucketCors",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  "cloudflare:index/r2BucketLock:R2BucketLock",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls",
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  "cloudflare:index/zoneDnssec:ZoneDnssec",
  "cloudflare:index/zoneSetting:ZoneSetting",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates",
  "github:index/repositoryEnvironment:RepositoryEnvironment",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  "github:index/teamRepository:TeamRepository",
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
  "neon:index:SnapshotSchedule",
]);

/** Inputs of which the service has no two objects that agree in all of them, where its id says nothing of that. */
const unique: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/eventTarget:EventTarget": ["rule", "arn"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  "aws:ec2/flowLog:FlowLog": ["vpcId", "logDestination"],
  "aws:ec2/internetGateway:InternetGateway": ["vpcId"],
  "aws:ec2/natGateway:NatGateway": ["allocationId", "availabilityZoneAddresses"],
  "aws:ec2/route:Route": ["routeTableId", "destinationCidrBlock"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId"],
  "aws:ec2/securityGroup:SecurityGroup": ["vpcId", "name"],
  "aws:ec2/subnet:Subnet": ["vpcId", "cidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["vpcId", "serviceName"],
  "aws:lb/listener:Listener": ["loadBalancerArn", "port"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn", "priority"],
  "aws:lb/loadBalancer:LoadBalancer": ["name"],
  "aws:lb/targetGroup:TargetGroup": ["name"],
  "aws:lb/trustStore:TrustStore": ["name"],
  "aws:secretsmanager/secret:Secret": ["name"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic", "protocol", "endpoint"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    ...["securityGroupId", "ipProtocol", "fromPort", "toPort"],
    ...["cidrIpv4", "prefixListId", "referencedSecurityGroupId"],
  ],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    ...["securityGroupId", "ipProtocol", "fromPort", "toPort"],
    ...["cidrIpv4", "prefixListId", "referencedSecurityGroupId"],
  ],
  "cloudflare:index/dnsRecord:DnsRecord": ["zoneId", "type", "name", "content"],
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": ["accountId", "name"],
  "cloudflare:index/loadBalancer:LoadBalancer": ["zoneId", "name"],
  "cloudflare:index/pagesDomain:PagesDomain": ["accountId", "name"],
  "cloudflare:index/r2BucketCors:R2BucketCors": ["accountId", "bucketName"],
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": ["accountId", "bucketName"],
  "cloudflare:index/r2BucketLock:R2BucketLock": ["accountId", "bucketName"],
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": ["accountId", "bucketName"],
  "cloudflare:index/ruleset:Ruleset": ["zoneId", "phase"],
  "cloudflare:index/worker:Worker": ["accountId", "name"],
  "cloudflare:index/workersRoute:WorkersRoute": ["zoneId", "pattern"],
  "cloudflare:index/zoneSetting:ZoneSetting": ["zoneId", "settingId"],
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": [
    ...["repository", "environment", "branchPattern", "tagPattern"],
  ],
  "github:index/repositoryRuleset:RepositoryRuleset": ["repository", "name"],
  "neon:index:Branch": ["projectId", "name"],
  "neon:index:Endpoint": ["branchId", "type"],
};

/** Types whose id is that of the account they are in, and which the provider can't import for want of a better one. */
const sharing: ReadonlySet<string> = new Set([
  "cloudflare:index/r2BucketCors:R2BucketCors",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  "cloudflare:index/r2BucketLock:R2BucketLock",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
]);

/** Types that their provider forgets without a word to the service. */
const left: ReadonlySet<string> = new Set([
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  "cloudflare:index/r2BucketLock:R2BucketLock",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
]);

/** What an object must have there to be made, and keeps from being deleted: types by the input that names one. */
const belonging: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:ec2/flowLog:FlowLog": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/internetGateway:InternetGateway": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/natGateway:NatGateway": { subnetId: "aws:ec2/subnet:Subnet", vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/routeTable:RouteTable": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    routeTableId: "aws:ec2/routeTable:RouteTable",
    subnetId: "aws:ec2/subnet:Subnet",
  },
  "aws:ec2/securityGroup:SecurityGroup": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/subnet:Subnet": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcId: "aws:ec2/vpc:Vpc" },
  "aws:ecs/service:Service": { cluster: "aws:ecs/cluster:Cluster" },
  "aws:iam/rolePolicy:RolePolicy": { role: "aws:iam/role:Role" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { role: "aws:iam/role:Role" },
  "aws:lb/listener:Listener": {
    certificateArn: "aws:acm/certificate:Certificate",
    loadBalancerArn: "aws:lb/loadBalancer:LoadBalancer",
  },
  "aws:lb/listenerRule:ListenerRule": { listenerArn: "aws:lb/listener:Listener" },
};

/** Inputs with which a service refuses to delete while they are `true`. */
const locks = ["deletionProtection", "deletionProtectionEnabled", "enableDeletionProtection"];

export function isOverwritten(type: string): boolean {
  return overwritten.has(type);
}

/** Whether objects of the type have one id in common. */
export function sharesId(type: string): boolean {
  return sharing.has(type);
}

/** Whether its deletion is asked of nobody: what was set stays, of a bucket until that goes. */
export function isLeft(type: string): boolean {
  return left.has(type);
}

/** Whether a refresh asks the service; of a bucket's own r2.dev domain the provider says what it remembers. */
export function isReadBack(type: string): boolean {
  return type !== "cloudflare:index/r2ManagedDomain:R2ManagedDomain";
}

/** Inputs of which the service has no two objects alike; none where its id says so. */
export function uniqueInputs(type: string): readonly string[] {
  return unique[type] ?? [];
}

/** Types by the input that names an object that has to be there. */
export function ownersOf(type: string): Readonly<Record<string, string>> {
  return belonging[type] ?? {};
}

/** Types that may belong to this one, each with the input that names it. */
export function belongingsOf(type: string): readonly (readonly [string, string])[] {
  return Object.entries(belonging).flatMap(([other, owners]) =>
    Object.entries(owners)
      .filter(([, owner]) => owner === type)
      .map(([input]) => [other, input] as const),
  );
}

/** The input that has to be `false` before the service deletes it; Neon's branches call it `protected`. */
export function lockOf(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = type === "neon:index:Branch" ? ["protected"] : locks;
  return names.find((name) => inputs[name] === true);
}
