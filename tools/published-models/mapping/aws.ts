import {
  at,
  type Decision,
  format,
  json,
  listed,
  type PackageMapping,
  stated,
  type TypeMapping,
  unheld,
} from "./decision";
import type { Model } from "../model";

/** Tags as every service takes them, where a service's own model sets no limits. */
const tags = "resourcegroupstaggingapi TagResourcesInput";

const nameOfEcs =
  "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.";
const ecsName = { min: 1, max: 255, pattern: "[A-Za-z0-9_-]+" };
const nameOfLoadBalancing =
  "can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens";
const loadBalancingName = { min: 1, max: 32, pattern: "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?" };
const ec2Text = { max: 255, pattern: "[A-Za-z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]*" };
const port = { min: -1, max: 65535, whole: true } as const;
const days = { min: 1, whole: true } as const;
const schedule = format("cron or rate");
const timezone = format("time zone");
const cidr4 = format("IPv4 network");
const zone = format("availability zone");
const policy = format("IAM policy");
const role = at("iam roleNameType");
const vault = at("backup BackupVaultName");
const ipProtocol = stated(
  { pattern: "tcp|udp|icmp|icmpv6|all|-1|\\d{1,3}" },
  "The IP protocol name (tcp, udp, icmp, icmpv6) or number",
  "ec2 IpPermission.IpProtocol",
);
const fromPort = stated(port, "this is the start of the port range", "ec2 IpPermission.FromPort");
const toPort = stated(port, "this is the end of the port range", "ec2 IpPermission.ToPort");
const ec2Description = (where: string): Decision =>
  stated(ec2Text, "Constraints: Up to 255 characters in length", where);
const securityGroupRule: TypeMapping = {
  from: ["ec2 IpPermission", tags],
  paths: {
    cidrIpv4: cidr4,
    description: ec2Description("ec2 IpRange.Description"),
    fromPort,
    toPort,
    ipProtocol,
  },
};
const deletionWindowInDays = stated(
  { min: 7, max: 30, whole: true },
  "it must be between `7` and `30`, inclusive",
);
const replicationMinutes = stated(
  { min: 15, max: 15, whole: true },
  "Valid value: 15",
  "s3 ReplicationTimeValue.Minutes",
);
/** Decisions whose paths all start alike. */
const under = (path: string, decisions: Readonly<Record<string, Decision>>) =>
  Object.fromEntries(Object.entries(decisions).map(([key, decision]) => [path + key, decision]));
/** Bounds that the documentation names in these words. */
const between = (min: number, max: number, unit: string, where: string): Decision =>
  stated({ min, max, whole: true }, `between ${String(min)} and ${String(max)} ${unit}`, where);

/** Inputs of AWS's resources and the types of the services' APIs, by service. */
export const awsMapping: PackageMapping = {
  "aws:acm/certificate:Certificate": { from: ["acm RequestCertificateRequest"] },
  "aws:acm/certificateValidation:CertificateValidation": {
    from: ["acm DescribeCertificateRequest"],
  },
  "aws:appautoscaling/policy:Policy": {
    from: ["application-autoscaling PutScalingPolicyRequest"],
    paths: {
      "targetTrackingScalingPolicyConfiguration.targetValue": unheld("number"),
    },
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    from: ["application-autoscaling PutScheduledActionRequest"],
    paths: {
      schedule: schedule,
      timezone: timezone,
    },
  },
  "aws:appautoscaling/target:Target": {
    from: ["application-autoscaling RegisterScalableTargetRequest"],
  },
  "aws:backup/plan:Plan": {
    from: ["backup BackupPlanInput", "backup CreateBackupPlanInput", tags],
    paths: {
      name: stated(
        { pattern: "[A-Za-z0-9_.-]{1,50}" },
        "Must contain 1 to 50 alphanumeric or '-_.' characters.",
        "backup BackupPlanInput.BackupPlanName",
      ),
      "rules[].schedule": schedule,
      "rules[].scheduleExpressionTimezone": timezone,
      "rules[].targetVaultName": vault,
      "rules[].copyActions[].lifecycle.deleteAfter": unheld("number"),
      "rules[].lifecycle.deleteAfter": unheld("number"),
    },
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    from: ["backup RestoreTestingPlanForCreate", "backup CreateRestoreTestingPlanInput", tags],
    paths: {
      name: stated(
        { min: 1, pattern: "[A-Za-z0-9_]+" },
        "it must consist of only alphanumeric characters and underscores",
        "backup RestoreTestingPlanForCreate.RestoreTestingPlanName",
      ),
      "recoveryPointSelection.includeVaults[]": format("arn"),
      scheduleExpression: schedule,
      scheduleExpressionTimezone: timezone,
    },
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    from: ["backup RestoreTestingSelectionForCreate"],
    paths: {
      name: stated(
        { min: 1, max: 50, pattern: "[A-Za-z0-9_]+" },
        "only alphanumeric characters and underscores. Maximum length is 50.",
        "backup RestoreTestingSelectionForCreate.RestoreTestingSelectionName",
      ),
      "protectedResourceConditions.stringEquals[].key": unheld("text"),
      "protectedResourceConditions.stringEquals[].value": at("resourcegroupstaggingapi TagValue"),
      protectedResourceType: stated(
        {
          oneOf: [
            "Aurora",
            "DocumentDB",
            "DynamoDB",
            "EBS",
            "EC2",
            "EFS",
            "FSx",
            "Neptune",
            "RDS",
            "S3",
          ],
        },
        "Supported resource types accepted include: Aurora for Amazon Aurora",
        "backup RestoreTestingSelectionForCreate.ProtectedResourceType",
      ),
      restoreTestingPlanName: unheld("reference"),
    },
  },
  "aws:backup/selection:Selection": {
    from: ["backup BackupSelection"],
    paths: {
      "conditions[].stringEquals[].key": unheld("text"),
      "conditions[].stringEquals[].value": at("resourcegroupstaggingapi TagValue"),
      planId: unheld("reference"),
      "resources[]": format("arn"),
    },
  },
  "aws:backup/vault:Vault": {
    from: ["backup CreateBackupVaultInput", tags],
    paths: {
      name: vault,
    },
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    from: ["backup PutBackupVaultLockConfigurationInput"],
  },
  "aws:backup/vaultNotifications:VaultNotifications": {
    from: ["backup PutBackupVaultNotificationsInput"],
  },
  "aws:backup/vaultPolicy:VaultPolicy": {
    from: ["backup PutBackupVaultAccessPolicyInput"],
    paths: {
      policy: policy,
    },
  },
  "aws:budgets/budget:Budget": {
    from: ["budgets Budget", "budgets CreateBudgetRequest", tags],
    paths: {
      "costFilters[].name": unheld("choice"),
      "costFilters[].values[]": unheld("text"),
      limitAmount: at("budgets NumericValue"),
      limitUnit: at("budgets UnitValue"),
      "notifications[]": at("budgets Notification"),
      "notifications[].subscriberEmailAddresses[]": format(
        "e-mail address",
        "budgets SubscriberAddress",
      ),
      "notifications[].subscriberSnsTopicArns[]": format("arn", "budgets SubscriberAddress"),
    },
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    from: ["chatbot CreateSlackChannelConfigurationRequest"],
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    from: ["cloudwatch PutAlarmMuteRuleInput"],
    paths: {
      "rule.schedule.duration": format("duration", "cloudwatch Duration"),
      "rule.schedule.expression": format("five-field cron", "cloudwatch Expression"),
      "rule.schedule.timezone": format("time zone", "cloudwatch Timezone"),
    },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    from: ["events PutRuleRequest"],
    paths: {
      eventPattern: format("JSON", "events EventPattern"),
    },
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    from: ["events Target", "events PutTargetsRequest"],
    paths: {
      "inputTransformer.inputPaths.*": at("events TargetInputPath"),
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    from: ["logs CreateLogGroupRequest", "logs PutRetentionPolicyRequest"],
    paths: {
      kmsKeyId: format("arn", "logs KmsKeyId"),
      retentionInDays: listed("Possible values are: "),
    },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    from: ["cloudwatch PutMetricAlarmInput"],
    paths: {
      "metricQueries[]": at("cloudwatch MetricDataQuery"),
      "metricQueries[].metric": at("cloudwatch Metric", "cloudwatch MetricStat"),
      "metricQueries[].id": stated(
        { pattern: "[a-z][A-Za-z0-9_]*" },
        "The valid characters are letters, numbers, and underscore. The first character must be a lowercase letter.",
        "cloudwatch MetricDataQuery.Id",
      ),
      "metricQueries[].label": unheld("text"),
      "metricQueries[].metric.stat": unheld("expression"),
      name: at("cloudwatch AlarmName"),
      threshold: unheld("number"),
      treatMissingData: listed("The following values are supported: "),
      "alarmActions[]": format("arn", "cloudwatch ResourceName"),
      "okActions[]": format("arn", "cloudwatch ResourceName"),
    },
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { from: [tags] },
  "aws:ec2/eip:Eip": { from: ["ec2 AllocateAddressRequest", tags] },
  "aws:ec2/flowLog:FlowLog": {
    from: ["ec2 CreateFlowLogsRequest", tags],
    paths: {
      logDestination: format("arn"),
    },
  },
  "aws:ec2/internetGateway:InternetGateway": { from: [tags] },
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    from: ["ec2 CreateManagedPrefixListRequest", tags],
    paths: {
      addressFamily: listed("Valid Values: ", "ec2 CreateManagedPrefixListRequest.AddressFamily"),
      "entries[]": at("ec2 AddPrefixListEntry"),
      "entries[].cidr": format("IP network"),
      "entries[].description": stated(
        { max: 255 },
        "Up to 255 characters in length.",
        "ec2 AddPrefixListEntry.Description",
      ),
      name: stated(
        { min: 1, max: 255, pattern: "(?!com\\.amazonaws).*" },
        "Up to 255 characters in length. The name cannot start with com.amazonaws.",
        "ec2 CreateManagedPrefixListRequest.PrefixListName",
      ),
    },
  },
  "aws:ec2/natGateway:NatGateway": {
    from: ["ec2 CreateNatGatewayRequest", tags],
    paths: {
      "availabilityZoneAddresses[].availabilityZone": zone,
    },
  },
  "aws:ec2/route:Route": {
    from: ["ec2 CreateRouteRequest"],
    paths: {
      destinationCidrBlock: cidr4,
    },
  },
  "aws:ec2/routeTable:RouteTable": { from: ["ec2 CreateRouteTableRequest", tags] },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    from: ["ec2 AssociateRouteTableRequest"],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    from: ["ec2 CreateSecurityGroupRequest", tags],
    paths: {
      description: ec2Description("ec2 CreateSecurityGroupRequest.Description"),
      name: stated(
        { ...ec2Text, pattern: `(?!sg-)${ec2Text.pattern}` },
        "Can't start with sg-.",
        "ec2 CreateSecurityGroupRequest.GroupName",
      ),
      "ingress[].description": ec2Description("ec2 IpRange.Description"),
      "ingress[].fromPort": fromPort,
      "ingress[].toPort": toPort,
      "ingress[].protocol": ipProtocol,
      "egress[].description": ec2Description("ec2 IpRange.Description"),
      "egress[].fromPort": fromPort,
      "egress[].toPort": toPort,
      "egress[].protocol": ipProtocol,
      "egress[].cidrBlocks[]": cidr4,
      "ingress[].securityGroups[]": unheld("reference"),
    },
  },
  "aws:ec2/subnet:Subnet": {
    from: ["ec2 CreateSubnetRequest", tags],
    paths: {
      availabilityZone: zone,
      cidrBlock: cidr4,
    },
  },
  "aws:ec2/vpc:Vpc": {
    from: ["ec2 CreateVpcRequest", tags],
    paths: {
      cidrBlock: cidr4,
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    from: ["ec2 CreateVpcEndpointRequest", tags],
    paths: {
      serviceName: unheld("choice"),
    },
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    from: ["ecr PutLifecyclePolicyRequest"],
    paths: {
      policy: format("JSON", "ecr LifecyclePolicyText"),
      repository: at("ecr RepositoryName"),
    },
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    from: ["ecr PutRegistryScanningConfigurationRequest"],
  },
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": {
    from: ["ecr PutReplicationConfigurationRequest"],
  },
  "aws:ecr/repository:Repository": {
    from: ["ecr CreateRepositoryRequest", tags],
    paths: {
      "encryptionConfigurations[].kmsKey": format("arn", "ecr KmsKey"),
    },
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    from: ["ecr SetRepositoryPolicyRequest"],
    paths: {
      policy: format("IAM policy", "ecr RepositoryPolicyText"),
      repository: at("ecr RepositoryName"),
    },
  },
  "aws:ecs/cluster:Cluster": {
    from: ["ecs CreateClusterRequest"],
    paths: {
      name: stated(ecsName, nameOfEcs, "ecs CreateClusterRequest.clusterName"),
      "settings[].value": stated(
        { oneOf: ["enhanced", "enabled", "disabled"] },
        "The supported values are enhanced, enabled, and disabled.",
        "ecs ClusterSetting.value",
      ),
    },
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    from: ["ecs PutClusterCapacityProvidersRequest"],
    paths: {
      "capacityProviders[]": unheld("choice"),
      clusterName: stated(ecsName, nameOfEcs, "ecs CreateClusterRequest.clusterName"),
      "defaultCapacityProviderStrategies[].capacityProvider": unheld("choice"),
    },
  },
  "aws:ecs/service:Service": {
    from: ["ecs CreateServiceRequest", "ecs DeploymentConfiguration"],
    paths: {
      networkConfiguration: at("ecs AwsVpcConfiguration"),
      alarms: at("ecs DeploymentAlarms"),
      "alarms.alarmNames[]": at("cloudwatch AlarmName"),
      "capacityProviderStrategies[].capacityProvider": unheld("choice"),
      cluster: unheld("reference"),
      "deploymentConfiguration.bakeTimeInMinutes": stated(
        { min: 0, max: 1440, whole: true },
        "Valid range: 0-1440 minutes.",
      ),
      "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes": stated(
        { min: 0, max: 1440, whole: true },
        "Valid values are 0 to 1440 minutes",
        "ecs CanaryConfiguration.canaryBakeTimeInMinutes",
      ),
      "deploymentConfiguration.canaryConfiguration.canaryPercent": stated(
        { min: 0.1, max: 100 },
        "Valid values are multiples of 0.1 from 0.1 to 100.0.",
        "ecs CanaryConfiguration.canaryPercent",
      ),
      "deploymentConfiguration.lifecycleHooks[].hookDetails": format("JSON"),
      "loadBalancers[].advancedConfiguration.productionListenerRule": format("arn"),
      "loadBalancers[].advancedConfiguration.testListenerRule": format("arn"),
      "loadBalancers[].containerName": unheld("reference"),
      "loadBalancers[].containerPort": at("elbv2 Port"),
      name: stated(ecsName, nameOfEcs, "ecs CreateServiceRequest.serviceName"),
      "networkConfiguration.securityGroups[]": unheld("reference"),
      "networkConfiguration.subnets[]": unheld("reference"),
      taskDefinition: unheld("reference"),
      "triggers.*": unheld("engine"),
    },
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    from: ["ecs RegisterTaskDefinitionRequest"],
    paths: {
      containerDefinitions: json("ecs ContainerDefinitions"),
      ...under("containerDefinitions{}[].", {
        name: stated(ecsName, nameOfEcs, "ecs ContainerDefinition.name"),
        image: unheld("reference"),
        "environment[].name": unheld("text"),
        "environment[].value": unheld("text"),
        "linuxParameters.capabilities.drop[]": listed(
          "Valid values: ",
          "ecs KernelCapabilities.drop",
        ),
        "linuxParameters.tmpfs[].containerPath": unheld("text"),
        "linuxParameters.tmpfs[].mountOptions[]": listed(
          "Valid values: ",
          "ecs Tmpfs.mountOptions",
        ),
        "secrets[].name": unheld("text"),
        "secrets[].valueFrom": format("arn"),
        user: unheld("text"),
        "logConfiguration.options.*": unheld("text"),
        "healthCheck.command[]": unheld("content"),
        "healthCheck.interval": between(5, 300, "seconds", "ecs HealthCheck.interval"),
        "healthCheck.timeout": between(2, 60, "seconds", "ecs HealthCheck.timeout"),
        "healthCheck.retries": between(1, 10, "retries", "ecs HealthCheck.retries"),
        "healthCheck.startPeriod": between(0, 300, "seconds", "ecs HealthCheck.startPeriod"),
        stopTimeout: stated(
          { min: 2, max: 120, whole: true },
          "The valid values for Fargate are 2-120 seconds",
          "ecs ContainerDefinition.stopTimeout",
        ),
        "portMappings[].containerPort": at("elbv2 Port"),
        "portMappings[].hostPort": at("elbv2 Port"),
      }),
      cpu: unheld("choice"),
      memory: unheld("choice"),
      family: stated(ecsName, nameOfEcs, "ecs RegisterTaskDefinitionRequest.family"),
    },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    from: ["iam CreateOpenIDConnectProviderRequest"],
    paths: {
      url: format("URL", "iam OpenIDConnectProviderUrlType"),
    },
  },
  "aws:iam/policy:Policy": {
    from: ["iam CreatePolicyRequest"],
    paths: {
      policy: format("IAM policy", "iam policyDocumentType"),
    },
  },
  "aws:iam/role:Role": {
    from: ["iam CreateRoleRequest"],
    paths: {
      assumeRolePolicy: format("IAM policy", "iam policyDocumentType"),
      permissionsBoundary: format("arn", "iam arnType"),
    },
  },
  "aws:iam/rolePolicy:RolePolicy": {
    from: ["iam PutRolePolicyRequest"],
    paths: {
      name: at("iam policyNameType"),
      policy: format("IAM policy", "iam policyDocumentType"),
      role: role,
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    from: ["iam AttachRolePolicyRequest"],
    paths: {
      role: role,
    },
  },
  "aws:kms/alias:Alias": {
    from: ["kms CreateAliasRequest"],
    paths: {
      name: stated(
        { pattern: "alias/(?!aws/).+" },
        "must begin with alias/",
        "kms CreateAliasRequest.AliasName",
      ),
    },
  },
  "aws:kms/key:Key": {
    from: ["kms CreateKeyRequest", "kms ScheduleKeyDeletionRequest"],
    paths: {
      policy: format("IAM policy", "kms PolicyType"),
      deletionWindowInDays,
    },
  },
  "aws:kms/replicaKey:ReplicaKey": {
    from: ["kms ReplicateKeyRequest", "kms ScheduleKeyDeletionRequest"],
    paths: {
      policy: format("IAM policy", "kms PolicyType"),
      deletionWindowInDays,
    },
  },
  "aws:lambda/function:Function": {
    from: ["lambda CreateFunctionRequest"],
    paths: {
      code: unheld("content"),
      "environment.variables.*": unheld("text"),
    },
  },
  "aws:lambda/invocation:Invocation": {
    from: ["lambda InvocationRequest"],
    paths: {
      input: format("JSON"),
      "triggers.*": unheld("engine"),
    },
  },
  "aws:lb/listener:Listener": {
    from: ["elbv2 CreateListenerInput"],
    paths: {
      "defaultActions[].fixedResponse": at("elbv2 FixedResponseActionConfig"),
      "defaultActions[].fixedResponse.contentType": listed(
        "Valid Values: ",
        "elbv2 FixedResponseActionConfig.ContentType",
      ),
      mutualAuthentication: at("elbv2 MutualAuthenticationAttributes"),
      "mutualAuthentication.mode": stated(
        { oneOf: ["off", "passthrough", "verify"] },
        "Options are off, passthrough or verify.",
        "elbv2 MutualAuthenticationAttributes.Mode",
      ),
      sslPolicy: unheld("choice"),
    },
  },
  "aws:lb/listenerRule:ListenerRule": {
    from: ["elbv2 CreateRuleInput"],
    paths: {
      "actions[].forward": at("elbv2 ForwardActionConfig"),
      "actions[].forward.targetGroups[].arn": format("arn"),
      "actions[].forward.targetGroups[].weight": stated(
        { min: 0, max: 999, whole: true },
        "The range is 0 to 999.",
        "elbv2 TargetGroupTuple.Weight",
      ),
      "conditions[].hostHeader.values[]": stated(
        { min: 1, max: 128, pattern: "[A-Za-z0-9.*?-]+\\.[A-Za-z]+" },
        "The maximum length of each string is 128 characters.",
        "elbv2 HostHeaderConditionConfig.Values",
      ),
      "conditions[].httpHeader.httpHeaderName": stated(
        { min: 1, max: 40, pattern: "[!#$%&'*+.^_`|~0-9A-Za-z-]+" },
        "The maximum length is 40 characters.",
        "elbv2 HttpHeaderConditionConfig.HttpHeaderName",
      ),
      "conditions[].httpHeader.values[]": stated(
        { max: 128 },
        "The maximum length of each string is 128 characters.",
        "elbv2 HttpHeaderConditionConfig.Values",
      ),
    },
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    from: ["elbv2 CreateLoadBalancerInput"],
    paths: {
      "accessLogs.bucket": format("bucket name"),
      loadBalancerType: at("elbv2 LoadBalancerTypeEnum"),
      name: stated(loadBalancingName, nameOfLoadBalancing, "elbv2 CreateLoadBalancerInput.Name"),
      "securityGroups[]": unheld("reference"),
      "subnets[]": unheld("reference"),
    },
  },
  "aws:lb/trustStore:TrustStore": {
    from: ["elbv2 CreateTrustStoreInput"],
    paths: {
      caCertificatesBundleS3Bucket: format("bucket name"),
      caCertificatesBundleS3Key: unheld("reference"),
      caCertificatesBundleS3ObjectVersion: unheld("reference"),
    },
  },
  "aws:lb/targetGroup:TargetGroup": {
    from: ["elbv2 CreateTargetGroupInput"],
    paths: {
      deregistrationDelay: stated(
        { min: 0, max: 3600, whole: true },
        "The range is 0-3600 seconds.",
      ),
      "healthCheck.healthyThreshold": at("elbv2 HealthCheckThresholdCount"),
      "healthCheck.unhealthyThreshold": at("elbv2 HealthCheckThresholdCount"),
      "healthCheck.interval": at("elbv2 HealthCheckIntervalSeconds"),
      "healthCheck.timeout": at("elbv2 HealthCheckTimeoutSeconds"),
      "healthCheck.path": at("elbv2 Path"),
      "healthCheck.matcher": stated(
        { pattern: "[2-4]\\d\\d([,-][2-4]\\d\\d)*" },
        "you can specify values between 200 and 499",
        "elbv2 Matcher.HttpCode",
      ),
      name: stated(loadBalancingName, nameOfLoadBalancing, "elbv2 CreateTargetGroupInput.Name"),
    },
  },
  "aws:s3/bucket:Bucket": { from: ["s3 CreateBucketRequest", tags] },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    from: ["s3 BucketLifecycleConfiguration"],
    paths: {
      "rules[].filter.prefix": unheld("text"),
      "rules[].id": stated(
        { max: 255 },
        "The value cannot be longer than 255 characters.",
        "s3 LifecycleRule.ID",
      ),
      "rules[].expiration.days": stated(
        days,
        "The value must be a non-zero positive integer.",
        "s3 LifecycleExpiration.Days",
      ),
    },
  },
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
    from: ["s3 ObjectLockConfiguration"],
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    from: ["s3 PutObjectRequest", tags],
    paths: { content: unheld("content") },
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { from: ["s3 OwnershipControls"] },
  "aws:s3/bucketPolicy:BucketPolicy": {
    from: ["s3 PutBucketPolicyRequest"],
    paths: {
      policy: policy,
    },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    from: ["s3 PublicAccessBlockConfiguration"],
  },
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
    from: ["s3 ReplicationConfiguration"],
    paths: {
      role: format("arn"),
      "rules[].destination.bucket": format("arn"),
      "rules[].destination.encryptionConfiguration.replicaKmsKeyId": format("arn"),
      "rules[].filter.prefix": unheld("text"),
      "rules[].id": stated(
        { max: 255 },
        "The maximum value is 255 characters.",
        "s3 ReplicationRule.ID",
      ),
      "rules[].destination.metrics.eventThreshold.minutes": replicationMinutes,
      "rules[].destination.replicationTime.time.minutes": replicationMinutes,
    },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    from: ["s3 ServerSideEncryptionConfiguration"],
    paths: {
      "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId": format("arn"),
      "rules[].blockedEncryptionTypes[]": listed("Valid values are "),
    },
  },
  "aws:s3/bucketVersioning:BucketVersioning": { from: ["s3 PutBucketVersioningRequest"] },
  "aws:scheduler/schedule:Schedule": {
    from: ["scheduler CreateScheduleInput"],
    paths: {
      "target.ecsParameters.networkConfiguration": at("scheduler AwsVpcConfiguration"),
      "target.ecsParameters.networkConfiguration.securityGroups[]": unheld("reference"),
      "target.ecsParameters.networkConfiguration.subnets[]": unheld("reference"),
    },
  },
  "aws:secretsmanager/secret:Secret": {
    from: ["secretsmanager CreateSecretRequest", "secretsmanager DeleteSecretRequest"],
    paths: {
      kmsKeyId: format("arn", "secretsmanager KmsKeyIdType"),
      recoveryWindowInDays: stated(
        { min: 0, max: 30, whole: true },
        "can be `0` to force deletion without recovery or range from `7` to `30` days",
      ),
      "replicas[]": at("secretsmanager ReplicaRegionType"),
      "replicas[].kmsKeyId": format("arn", "secretsmanager KmsKeyIdType"),
    },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    from: ["secretsmanager PutSecretValueRequest"],
  },
  "aws:sns/topic:Topic": {
    from: ["sns CreateTopicInput"],
    paths: {
      kmsMasterKeyId: format("arn"),
      name: stated(
        { pattern: "[A-Za-z0-9_-]{1,256}(\\.fifo)?" },
        "must be between 1 and 256 characters long",
        "sns CreateTopicInput.Name",
      ),
    },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    from: [],
    paths: {
      policy: policy,
    },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    from: ["sns SubscribeInput"],
    paths: {
      endpoint: unheld("text"),
      protocol: stated(
        {
          oneOf: [
            "sqs",
            "sms",
            "lambda",
            "firehose",
            "application",
            "email",
            "email-json",
            "http",
            "https",
          ],
        },
        "`sqs`, `sms`, `lambda`, `firehose`, and `application`. Protocols `email`, `email-json`, `http` and `https` are also valid",
      ),
      topic: format("arn"),
    },
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
};

/** What follows from an input's name, wherever it stands. */
export function awsByName(path: string, kind: Model["kind"]): Decision | undefined {
  if (kind !== "string" && kind !== "number") return undefined;
  const name = /[^.]*$/.exec(path)?.[0] ?? "";
  if (/(?:^arn|Arns?)(?:\[\])?$/.test(name)) return { format: "arn" };
  if (name === "region") return at("endpoints Region");
  if (name === "bucket") return format("bucket name");
  if (/Ids?(?:\[\])?$/.test(name) && !/^(?:account|registry)/.test(name))
    return { unheld: "reference" };
  return undefined;
}
